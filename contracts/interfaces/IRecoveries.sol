// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

/// @notice Two storage slots.
struct Recovery {
    /// @dev The account that may ask for control to pass on; zero for none.
    address account;
    /// @dev How long the controller has to say no (seconds).
    uint32 delay;
    /// @dev First second at which control can pass on (unix); zero when nothing was asked for.
    uint40 readyAt;
    /// @dev To whom.
    address to;
}

/// @title Recoveries: a lost key
///
/// @notice A recovery account, chosen by the controller beforehand, asks for control to pass on; the controller can refuse until it does. This helps
///         against a lost key, not against a stolen one: whoever has the key can hand control over at once.
interface IRecoveries {
    /// @notice The controller chose a recovery account, zero for none. Anything asked for before is off.
    event RecoveryChosen(uint48 indexed patient, address indexed account, uint32 delay, uint32 epoch);

    /// @notice The recovery account asked for control to pass on, at `readyAt` or later.
    event RecoveryRequested(uint48 indexed patient, address indexed to, uint40 readyAt);

    /// @notice The controller refused.
    event RecoveryVetoed(uint48 indexed patient, address indexed to, uint32 epoch);

    /// @notice Control passed on to the account that was asked for.
    event Recovered(uint48 indexed patient, address indexed from, address indexed to, uint32 epoch);

    /// @notice When the caller is not the patient's recovery account.
    error NotRecoveryAccount(address caller, address account);

    /// @notice When a delay is shorter than a day or longer than a year.
    error WrongDelay(uint32 delay, uint32 min, uint32 max);

    /// @notice When something was asked for already.
    error RecoveryPending(uint40 readyAt);

    /// @notice When nothing was asked for, or its time has not come (`readyAt` is zero, or later than `time`).
    error RecoveryNotReady(uint40 readyAt, uint256 time);

    /// @notice Chooses a recovery account, as the controller.
    /// @param account Zero for none.
    /// @param delay Between a day and a year (seconds).
    function chooseRecovery(uint48 patient, address account, uint32 delay) external;

    /// @notice Asks for control to pass to `to` after the delay, as the recovery account.
    function requestRecovery(uint48 patient, address to) external;

    /// @notice Refuses what the recovery account asked for, as the controller.
    function vetoRecovery(uint48 patient) external;

    /// @notice Passes control on once the delay is over. Anybody may send it.
    function recover(uint48 patient) external;

    /// @notice The patient's recovery account and what it asked for.
    function recoveryOf(uint48 patient) external view returns (Recovery memory);
}
