// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

/// @notice One storage slot, and one more for the custodian.
struct Patient {
    /// @dev The account that acts for the patient.
    address controller;
    /// @dev First second at which it does (unix).
    uint40 since;
    /// @dev Raised to void everything signed and not yet sent.
    uint32 epoch;
    /// @dev True once another account was the controller.
    bool replaced;
    /// @dev The organization whose records carry this id.
    address custodian;
}

/// @title Patients: whose
///
/// @notice A patient is a pseudonymous number of one custodian: the same person has another number, and should have another account, at every
///         custodian, so that nobody can join them but the patient.
interface IPatients {
    /// @notice A patient was enrolled. When `by` is `controller`, by the patient; otherwise by the custodian's registrar.
    /// @dev Numbers run 1, 2, 3, ... over all custodians.
    event Enrolled(uint48 indexed patient, address indexed custodian, address indexed controller, address by);

    /// @notice The controller offered control to another account, which has to accept it; the zero address takes an offer back.
    event HandoverOffered(uint48 indexed patient, address indexed to);

    /// @notice Control passed on. Everything signed by the former controller and not yet sent is void.
    event HandedOver(uint48 indexed patient, address indexed from, address indexed to, uint32 epoch);

    /// @notice Everything signed for the patient and not yet sent is void.
    event SignaturesVoided(uint48 indexed patient, uint32 epoch, address by);

    /// @notice When the caller does not act for the patient.
    error NotController(address caller, address controller);

    /// @notice When control was not offered to the caller.
    error NotOffered(address caller, address offered);

    /// @notice When a patient would be enrolled for the zero address, to which nobody has a key.
    error NoController();

    /// @notice Enrolls a patient of the caller's organization.
    /// @param controller The account that will act for the patient.
    /// @return patient The new number.
    function enroll(address controller) external returns (uint48 patient);

    /// @notice Enrolls the caller as a patient of an organization.
    function enrollSelf(address custodian) external returns (uint48 patient);

    /// @notice Offers control over the patient to another account.
    function offerHandover(uint48 patient, address to) external;

    /// @notice Accepts control that was offered to the caller.
    function acceptHandover(uint48 patient) external;

    /// @notice Voids everything signed for the patient and not yet sent.
    function voidSignatures(uint48 patient) external;

    /// @notice A patient's state; all zero for a number not given out.
    function patientOf(uint48 patient) external view returns (Patient memory);

    /// @notice The account that control of the patient is offered to; zero for none.
    function handoverOf(uint48 patient) external view returns (address to);

    /// @notice How many patients were enrolled.
    function patientCount() external view returns (uint48);
}
