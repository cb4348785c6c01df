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

/// @notice What a registrar states of a new record.
struct Registration {
    /// @dev A commitment keyed with a secret of the record; never a hash of an identifier alone.
    bytes32 record;
    uint48 patient;
    uint8 kind;
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
        bytes32 digest,
        address by
    );

    /// @notice A record has a new head revision.
    /// @dev The revisions of a record are a chain: `previous` is the digest of its latest `Registered` or `Amended` before this.
    event Amended(bytes32 indexed record, bytes32 digest, bytes32 previous, address by);

    /// @notice The custodian of `record` stated how it relates to `target`, which may be another custodian's.
    event Related(bytes32 indexed record, bytes32 indexed target, Relation relation, address by);

    /// @notice When a record with this commitment exists.
    error AlreadyRegistered(bytes32 record);

    /// @notice When no record has this commitment.
    error UnknownRecord(bytes32 record);

    /// @notice When the caller does not speak for the record's custodian.
    error NotCustodian(address caller, address custodian);

    /// @notice When the patient is not one of the caller's organization.
    error NotItsPatient(uint48 patient, address custodian);

    /// @notice When the kind is none a permit can name.
    error UnknownKind(uint8 kind);

    /// @notice When a digest is zero, or the one the record has already.
    error SameDigest(bytes32 digest);

    /// @notice When a record would relate to itself.
    error SelfRelation(bytes32 record);

    /// @notice When a call's list is empty or longer than `MAX_BATCH`.
    error WrongLength(uint256 length, uint256 max);

    /// @notice Registers a record of a patient of the caller's organization.
    function register(Registration calldata registration) external;

    /// @notice Registers several records, all or none.
    function registerMany(Registration[] calldata registrations) external;

    /// @notice Gives a record of the caller's organization a new digest.
    function amend(bytes32 record, bytes32 digest) external;

    /// @notice States how a record of the caller's organization relates to another.
    function relate(bytes32 record, Relation relation, bytes32 target) external;

    /// @notice A record; all zero when it is not registered.
    function recordOf(bytes32 record) external view returns (Record memory);

    /// @notice How many accesses of the record were logged; they are numbered 1 to this.
    function accessCountOf(bytes32 record) external view returns (uint40);
}
