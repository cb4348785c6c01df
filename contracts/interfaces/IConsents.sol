// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

/// @notice What a patient grants. Who receives this by signature sees the same fields, so a wallet can show them.
struct Terms {
    uint48 patient;
    /// @dev One record, or zero for every record of the patient, present and to come.
    bytes32 scope;
    /// @dev A practitioner, device, organization or group of the directory, or an account outside it, for which the permit then holds alone.
    address grantee;
    /// @dev Bits by purpose number, every covered code spelled out; see `Purpose`.
    uint88 purposes;
    /// @dev Bits by record kind.
    uint48 kinds;
    /// @dev First second (unix, inclusive). A permit never holds before the block it is ordered in, whatever this says.
    uint40 from;
    /// @dev First second after it (unix, exclusive).
    uint40 until;
}

/// @notice Which permit of a patient: for what, and to whom.
struct Target {
    bytes32 scope;
    address grantee;
}

/// @notice One storage slot.
struct Permit {
    uint40 from;
    uint40 until;
    /// @dev Counts the permits and revocations of this patient, scope and grantee. A signature names the present one, so each is used once.
    uint32 version;
    /// @dev True once terms that held before `from` were written over.
    bool replaced;
    uint88 purposes;
    uint48 kinds;
}

/// @title Consents: may
///
/// @notice Permits by (patient, scope, grantee). A new permit takes the place of the one before. Restrictions are not here: they are sealed, and
///         live with the patient and the custodian.
interface IConsents {
    /// @notice The patient's side granted a permit.
    ///
    /// @dev In place of any permit of this (patient, scope, grantee) from this block on. `from` is the one in force: never before this block.
    ///      `by` is the account that granted it, which need not be the one that sent the transaction.
    event Permitted(
        uint48 indexed patient,
        bytes32 indexed scope,
        address indexed grantee,
        uint88 purposes,
        uint48 kinds,
        uint40 from,
        uint40 until,
        uint32 version,
        address by
    );

    /// @notice The patient's side took the permit back: none of this (patient, scope, grantee) is in force from this block on.
    event Revoked(uint48 indexed patient, bytes32 indexed scope, address indexed grantee, uint32 version, address by);

    /// @notice Everything signed for the patient and not yet sent is void.
    event SignaturesVoided(uint48 indexed patient, uint32 epoch, address by);

    /// @notice When a permit's window is empty or already over.
    error PermitOver(uint40 from, uint40 until);

    /// @notice When a permit names no purpose or no kind.
    error PermitsNothing(uint88 purposes, uint48 kinds);

    /// @notice When a permit names no grantee.
    error NoGrantee();

    /// @notice Grants a permit, as the controller or a proxy with the power to consent.
    function permit(Terms calldata terms) external;

    /// @notice Ends a permit now, as the controller or a proxy with the power to consent, and voids what was signed for it and not yet sent.
    /// @dev Never refuses them: also where no permit is in force, since one may be signed and under way.
    function revoke(uint48 patient, bytes32 scope, address grantee) external;

    /// @notice Ends several permits of a patient now, all or none.
    function revokeMany(uint48 patient, Target[] calldata targets) external;

    /// @notice Voids everything signed for the patient and not yet sent, as the controller or a proxy with the power to consent.
    function voidSignatures(uint48 patient) external;

    /// @notice The permit of a patient to a grantee for a scope; all zero when there never was one.
    function permitOf(uint48 patient, bytes32 scope, address grantee) external view returns (Permit memory);
}
