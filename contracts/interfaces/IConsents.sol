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

    /// @notice When a permit's window is empty or already over.
    error PermitOver(uint40 from, uint40 until);

    /// @notice When a permit names no purpose or no kind.
    error PermitsNothing(uint88 purposes, uint48 kinds);

    /// @notice When a permit names no grantee.
    error NoGrantee();

    /// @notice When a signature came after its deadline.
    error SignatureExpired(uint40 deadline, uint256 time);

    /// @notice When the signature is not the controller's over these terms, on this chain and contract, at the permit's present version and
    ///         the patient's present epoch.
    error WrongSignature(uint48 patient, uint32 version, uint32 epoch);

    /// @notice Grants a permit, as the patient's controller.
    function permit(Terms calldata terms) external;

    /// @notice Grants a permit that the patient's controller signed; anybody may send it.
    /// @param deadline The last second at which it may be sent (unix).
    /// @param signature EIP-712 `Permit` by the controller: 65 bytes of ECDSA, or what its ERC-1271 wallet takes.
    function permitBySignature(Terms calldata terms, uint40 deadline, bytes calldata signature) external;

    /// @notice Ends a permit now, as the patient's controller, and voids what was signed for it and not yet sent.
    /// @dev Never refuses the controller: also where no permit is in force, since one may be signed and under way.
    function revoke(uint48 patient, bytes32 scope, address grantee) external;

    /// @notice Ends a permit by a signature of the patient's controller; anybody may send it.
    /// @param signature EIP-712 `Revocation` by the controller.
    function revokeBySignature(
        uint48 patient,
        bytes32 scope,
        address grantee,
        uint40 deadline,
        bytes calldata signature
    ) external;

    /// @notice The permit of a patient to a grantee for a scope; all zero when there never was one.
    function permitOf(uint48 patient, bytes32 scope, address grantee) external view returns (Permit memory);
}
