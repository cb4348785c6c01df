// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

/// @notice Who holds the controller's key.
enum Hold {
    /// @dev The patient.
    SELF,
    /// @dev The custodian, for a patient without a wallet: until the patient claims it.
    CUSTODIAL
}

/// @notice Two storage slots.
struct Patient {
    /// @dev The account that acts for the patient.
    address controller;
    /// @dev First second at which it does (unix).
    uint40 since;
    /// @dev Raised by every act on who acts for the patient; voids everything signed before and not yet sent.
    uint32 epoch;
    /// @dev True once another account was the controller.
    bool replaced;
    Hold hold;
    /// @dev The organization whose records carry this id.
    address custodian;
    /// @dev The second at which the patient claimed a custodial enrolment (unix); zero where there was none to claim.
    uint40 claimedAt;
}

/// @title Patients: whose
///
/// @notice A patient is a pseudonymous number of one custodian: the same person has another number, and should have another account, at every
///         custodian, so that nobody can join them but the patient.
///
///         Every act of a patient is there twice: by the account itself, and `...BySignature`, which anybody may send.
interface IPatients {
    /// @notice A patient was enrolled. When `by` is `controller`, by the patient; otherwise by the custodian's registrar.
    /// @dev Numbers run 1, 2, 3, ... over all custodians. With CUSTODIAL, the custodian said that it holds the controller's key.
    event Enrolled(
        uint48 indexed patient,
        address indexed custodian,
        address indexed controller,
        Hold hold,
        address by
    );

    /// @notice The controller offered control to another account, which has to accept it; the zero address takes an offer back.
    event HandoverOffered(uint48 indexed patient, address indexed to, uint32 epoch);

    /// @notice Control passed on; who holds the key stays as it was.
    event HandedOver(uint48 indexed patient, address indexed from, address indexed to, uint32 epoch);

    /// @notice The patient took control of a custodial enrolment. What the custodial key had set up is over: its proxies and its recovery account.
    event Claimed(uint48 indexed patient, address indexed from, address indexed to, uint32 epoch);

    /// @notice When an act on who acts for the patient is not the controller's.
    error NotController(address caller, address controller);

    /// @notice When an account that is neither the controller nor a proxy in force with the power acts for the patient.
    error NotActingFor(address caller, uint48 patient);

    /// @notice When control was not offered to the caller.
    error NotOffered(address caller, address offered);

    /// @notice When there is no custodial enrolment to claim.
    error NotCustodial(uint48 patient);

    /// @notice When a patient would be enrolled for the zero address, to which nobody has a key.
    error NoController();

    /// @notice When the patient is not one of the caller's organization.
    error NotItsPatient(uint48 patient, address custodian);

    /// @notice Enrolls a patient of the caller's organization.
    /// @param controller The account that will act for the patient.
    /// @param hold Who has its key. A key that the custodian holds never reads as the patient.
    /// @return patient The new number.
    function enroll(address controller, Hold hold) external returns (uint48 patient);

    /// @notice Enrolls the caller as a patient of an organization.
    function enrollSelf(address custodian) external returns (uint48 patient);

    /// @notice Offers control over the patient to another account, as the controller.
    function offerHandover(uint48 patient, address to) external;

    /// @notice Accepts control that was offered to the caller. Whose hands the key is in stays as stated: a custodian rotates its keys by this.
    function acceptHandover(uint48 patient) external;

    /// @notice Accepts control of a custodial enrolment, as the patient: the account that control was offered to.
    function claim(uint48 patient) external;

    /// @notice A patient's state; all zero for a number not given out.
    function patientOf(uint48 patient) external view returns (Patient memory);

    /// @notice What the patient's signatures have to name.
    function epochOf(uint48 patient) external view returns (uint32);

    /// @notice The account that control of the patient is offered to; zero for none.
    function handoverOf(uint48 patient) external view returns (address to);

    /// @notice How many patients were enrolled.
    function patientCount() external view returns (uint48);
}
