/** The parts of FHIR R4 that are written here. @see https://hl7.org/fhir/R4/ */
export type Coding = { readonly system?: string; readonly code: string; readonly display?: string };
export type CodeableConcept = { readonly coding?: readonly Coding[]; readonly text?: string };
export type Identifier = { readonly system: string; readonly value: string };
/** `reference` where this registry's own API serves the resource; else a logical one, by identifier. */
export type Reference = {
  readonly reference?: string;
  readonly type?: string;
  readonly identifier?: Identifier;
  readonly display?: string;
};
export type Period = { readonly start?: string; readonly end?: string };
type Meta = { readonly profile?: readonly string[]; readonly security?: readonly Coding[] };

export type AuditAgent = {
  readonly type: CodeableConcept;
  readonly role?: readonly CodeableConcept[];
  readonly who: Reference;
  readonly name?: string;
  readonly requestor: boolean;
  readonly policy?: readonly string[];
  readonly network?: { readonly address: string; readonly type: string };
  readonly purposeOfUse?: readonly CodeableConcept[];
};

export type AuditEntity = {
  readonly what?: Reference;
  readonly type: Coding;
  readonly role?: Coding;
  readonly description?: string;
  readonly detail?: readonly { readonly type: string; readonly valueString: string }[];
};

export type AuditEvent = {
  readonly resourceType: "AuditEvent";
  readonly id: string;
  readonly meta?: Meta;
  readonly type: Coding;
  readonly subtype?: readonly Coding[];
  readonly action: "C" | "R" | "U" | "D" | "E";
  readonly period: Period;
  readonly recorded: string;
  readonly outcome: "0" | "4" | "8" | "12";
  readonly outcomeDesc: string;
  readonly purposeOfEvent?: readonly CodeableConcept[];
  readonly agent: readonly AuditAgent[];
  readonly source: { readonly site: string; readonly observer: Reference; readonly type: readonly Coding[] };
  readonly entity: readonly AuditEntity[];
};

export type Consent = {
  readonly resourceType: "Consent";
  readonly id: string;
  readonly meta?: Meta;
  readonly identifier: readonly Identifier[];
  readonly status: "active" | "inactive";
  readonly scope: CodeableConcept;
  readonly category: readonly CodeableConcept[];
  readonly patient: Reference;
  readonly dateTime: string;
  readonly performer: readonly Reference[];
  readonly organization: readonly Reference[];
  readonly sourceReference: Reference;
  readonly policy: readonly { readonly uri: string }[];
  readonly provision: {
    readonly type: "permit";
    readonly period: Period;
    readonly actor: readonly { readonly role: CodeableConcept; readonly reference: Reference }[];
    readonly purpose: readonly Coding[];
    readonly class?: readonly Coding[];
    readonly data?: readonly { readonly meaning: "instance"; readonly reference: Reference }[];
  };
};

export type Provenance = {
  readonly resourceType: "Provenance";
  readonly id: string;
  readonly meta?: Meta;
  readonly target: readonly Reference[];
  readonly recorded: string;
  readonly activity: CodeableConcept;
  readonly agent: readonly {
    readonly type: CodeableConcept;
    readonly role?: readonly CodeableConcept[];
    readonly who: Reference;
    readonly onBehalfOf?: Reference;
  }[];
  readonly entity?: readonly { readonly role: "source"; readonly what: Reference }[];
};

export type ImagingStudy = {
  readonly resourceType: "ImagingStudy";
  readonly id: string;
  readonly identifier: readonly Identifier[];
  readonly status: "registered" | "available" | "cancelled" | "entered-in-error";
  readonly modality?: readonly Coding[];
  readonly subject: Reference;
  readonly numberOfSeries?: number;
  readonly numberOfInstances?: number;
  readonly series?: readonly {
    readonly uid: string;
    readonly modality: Coding;
    readonly numberOfInstances: number;
  }[];
};
