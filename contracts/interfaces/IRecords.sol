// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

/// @notice One storage slot, and a second one for the digest.
struct Record {
    /// @dev The organization that holds the record. Zero for a record that is not registered.
    address custodian;
    uint48 patient;
    /// @dev The number of the record's last access.
    uint40 accessCount;
    /// @dev What the record is, a number below `RECORD_KINDS`; see `src/consent/kinds.ts`.
    uint8 kind;
    /// @dev Commits to the content of the head revision.
    bytes32 digest;
}

/// @notice How far a record has come: FHIR R4 DiagnosticReport.status, in its order. An imaging study that is there to be read is FINAL.
enum Status {
    REGISTERED,
    PARTIAL,
    PRELIMINARY,
    FINAL,
    /// @dev Final, and changed since.
    AMENDED,
    /// @dev Final, and an error put right since.
    CORRECTED,
    /// @dev Final, and added to since; what stood there stands.
    APPENDED,
    /// @dev Given up before it was final.
    CANCELLED,
    /// @dev Should never have been.
    ENTERED_IN_ERROR
}

/// @notice One storage slot: a record's place and its history in numbers.
struct History {
    /// @dev Records are numbered 1, 2, 3, ... as they are registered; zero for a record that is not. A record relates to lower numbers only.
    uint48 number;
    /// @dev How often it was amended.
    uint32 revision;
    /// @dev The number of its last contribution.
    uint32 contributions;
    Status status;
}

/// @notice What a registrar states of a new record.
struct Registration {
    /// @dev A commitment keyed with a secret of the record; never a hash of an identifier alone.
    bytes32 record;
    uint48 patient;
    uint8 kind;
    /// @dev REGISTERED to FINAL.
    Status status;
    bytes32 digest;
}

/// @notice How one record relates to another.
enum Relation {
    PART_OF,
    DERIVED_FROM,
    REPLACES,
    ANNOTATES
}

/// @title Records: what
interface IRecords {
    /// @notice A record was registered.
    /// @dev Once per `record`. `custodian`, `patient` and `kind` never change afterwards.
    event Registered(
        bytes32 indexed record,
        uint48 indexed patient,
        address indexed custodian,
        uint8 kind,
        Status status,
        bytes32 digest,
        address by
    );

    /// @notice A record has a new head revision: another content, another status, or both.
    /// @dev The revisions of a record are a chain: they are numbered 1, 2, 3, ..., and `previous` is the digest of its latest `Registered` or `Amended`
    ///      before this.
    event Amended(bytes32 indexed record, uint32 revision, Status status, bytes32 digest, bytes32 previous, address by);

    /// @notice The custodian of `record` stated how it relates to `target`, which may be another custodian's.
    /// @dev `target` was registered before `record`, so relations never form a circle.
    event Related(bytes32 indexed record, bytes32 indexed target, Relation relation, address by);

    /// @notice When a record with this commitment exists.
    error AlreadyRegistered(bytes32 record);

    /// @notice When no record has this commitment.
    error UnknownRecord(bytes32 record);

    /// @notice When the caller does not speak for the record's custodian.
    error NotCustodian(address caller, address custodian);

    /// @notice When the kind is none a permit can name.
    error UnknownKind(uint8 kind);

    /// @notice When a digest is zero, or neither the digest nor the status is new.
    error SameDigest(bytes32 digest);

    /// @notice When a record cannot be of the status `next` after `status`; at registration both are the same.
    error WrongStatus(Status status, Status next);

    /// @notice When a record would relate to one that was not registered before it.
    error NotOlder(bytes32 record, bytes32 target);

    /// @notice When a call's list is empty or longer than `MAX_BATCH`.
    error WrongLength(uint256 length, uint256 max);

    /// @notice Registers a record of a patient of the caller's organization.
    function register(Registration calldata registration) external;

    /// @notice Registers several records, all or none.
    function registerMany(Registration[] calldata registrations) external;

    /// @notice Gives a record of the caller's organization a new digest, a new status, or both.
    function amend(bytes32 record, bytes32 digest, Status status) external;

    /// @notice States how a record of the caller's organization relates to another.
    function relate(bytes32 record, Relation relation, bytes32 target) external;

    /// @notice A record; all zero when it is not registered.
    function recordOf(bytes32 record) external view returns (Record memory);

    /// @notice A record's number, revision, contributions and status; all zero when it is not registered.
    function historyOf(bytes32 record) external view returns (History memory);

    /// @notice How many accesses of the record were logged; they are numbered 1 to this.
    function accessCountOf(bytes32 record) external view returns (uint40);
}
