// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

/// @notice What a proxy may do in a patient's name, as bits of `Proxy.powers`.
library Power {
    /// @dev Permit and revoke. A permit lasts no longer than the power it was given by.
    uint8 internal constant CONSENT = 1 << 0;
    /// @dev Read the patient's records as the patient would: basis PATIENT.
    uint8 internal constant ACCESS = 1 << 1;
}

/// @notice Who is appointed, to what, and when.
struct Appointment {
    uint48 patient;
    /// @dev An account, or a joint account (`jointAccount`) for proxies who decide together; several accounts appointed apart each decide alone.
    address proxy;
    /// @dev Bits of `Power`.
    uint8 powers;
    /// @dev True where the powers wait for the patient's incapacity, as in a lasting power of attorney.
    bool springing;
    /// @dev First second (unix, inclusive). Never before the block it is ordered in.
    uint40 from;
    /// @dev First second after it (unix, exclusive): a guardian's is the child's majority.
    uint40 until;
}

/// @notice One storage slot.
struct Proxy {
    uint40 from;
    uint40 until;
    uint8 powers;
    bool springing;
    /// @dev True where a key in the custodian's hold appointed the proxy: ends when the patient claims control.
    bool custodial;
    /// @dev True once earlier terms were written over: what held before `from` is in the events only.
    bool replaced;
}

/// @notice One storage slot: when a patient was stated to be unable to decide.
struct Incapacity {
    uint40 from;
    uint40 until;
    /// @dev True once an earlier statement was written over.
    bool replaced;
}

/// @title Proxies: who acts for the patient beside the controller
///
/// @notice Guardians, holders of a power of attorney, and those who act in an incapacity. Windows end by themselves, at their second.
interface IProxies {
    /// @notice The controller appointed a proxy, in place of any terms it had.
    event Appointed(
        uint48 indexed patient,
        address indexed proxy,
        uint8 powers,
        bool springing,
        uint40 from,
        uint40 until,
        uint32 epoch
    );

    /// @notice A proxy's powers ended at `until`: by the controller or by the proxy itself.
    event Dismissed(uint48 indexed patient, address indexed proxy, uint40 until, uint32 epoch, address by);

    /// @notice The custodian stated that the patient cannot decide, from `from` to `until`: springing powers are in force for that time.
    event IncapacityDeclared(uint48 indexed patient, uint40 from, uint40 until, address by);

    /// @notice The patient's incapacity ended at `until`: stated by the custodian or by the controller.
    event IncapacityEnded(uint48 indexed patient, uint40 until, uint32 epoch, address by);

    /// @notice When the zero address is appointed.
    error NoProxy();

    /// @notice When powers are named that do not exist, or none.
    error UnknownPowers(uint8 powers);

    /// @notice When a proxy's permit would outlast the power it is given by.
    error OutlastsPower(uint40 until, uint40 powerUntil);

    /// @notice Appoints a proxy, or gives it other terms, as the controller.
    function appoint(Appointment calldata appointment) external;

    /// @notice Ends a proxy's powers now, as the controller or as the proxy.
    function dismiss(uint48 patient, address proxy) external;

    /// @notice States that a patient of the caller's organization cannot decide, from now to `until` (unix, exclusive).
    /// @dev Gives no power to anybody whom the patient has not appointed for this case.
    function declareIncapacity(uint48 patient, uint40 until) external;

    /// @notice Ends a stated incapacity now, as the custodian's registrar or as the controller.
    function endIncapacity(uint48 patient) external;

    /// @notice The terms of a proxy; all zero when it was never appointed.
    function proxyOf(uint48 patient, address proxy) external view returns (Proxy memory);

    /// @notice When the patient was last stated to be unable to decide.
    function incapacityOf(uint48 patient) external view returns (Incapacity memory);
}
