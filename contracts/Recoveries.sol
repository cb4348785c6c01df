// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Patients} from "./Patients.sol";
import {IRecoveries, Recovery} from "./interfaces/IRecoveries.sol";

/// @title Recoveries: a lost key
abstract contract Recoveries is IRecoveries, Patients {
    uint32 private constant MIN_DELAY = 1 days;
    uint32 private constant MAX_DELAY = 365 days;

    /// @inheritdoc IRecoveries
    function chooseRecovery(uint48 patient, address account, uint32 delay) external {
        _requireController(patient);
        require(delay >= MIN_DELAY && delay <= MAX_DELAY, WrongDelay(delay, MIN_DELAY, MAX_DELAY));

        Recovery storage recovery = _recovery(patient);
        (recovery.account, recovery.delay) = (account, delay);
        (recovery.readyAt, recovery.to) = (0, address(0));

        emit RecoveryChosen(patient, account, delay, _raiseEpoch(patient));
    }

    /// @inheritdoc IRecoveries
    function requestRecovery(uint48 patient, address to) external {
        Recovery storage recovery = _recovery(patient);
        require(_actor() == recovery.account, NotRecoveryAccount(_actor(), recovery.account));
        require(recovery.readyAt == 0, RecoveryPending(recovery.readyAt));
        require(to != address(0), NoController());

        recovery.readyAt = uint40(block.timestamp + recovery.delay);
        recovery.to = to;

        emit RecoveryRequested(patient, to, recovery.readyAt);
    }

    /// @inheritdoc IRecoveries
    function vetoRecovery(uint48 patient) external {
        _requireController(patient);
        Recovery storage recovery = _recovery(patient);
        address to = recovery.to;
        require(recovery.readyAt != 0, RecoveryNotReady(0, block.timestamp));

        (recovery.readyAt, recovery.to) = (0, address(0));

        emit RecoveryVetoed(patient, to, _raiseEpoch(patient));
    }

    /// @inheritdoc IRecoveries
    function recover(uint48 patient) external {
        (uint40 readyAt, address to) = (_recovery(patient).readyAt, _recovery(patient).to);
        require(readyAt != 0 && block.timestamp >= readyAt, RecoveryNotReady(readyAt, block.timestamp));

        (address from, uint32 epoch) = _passControl(patient, to);

        emit Recovered(patient, from, to, epoch);
    }

    /// @inheritdoc IRecoveries
    function recoveryOf(uint48 patient) external view returns (Recovery memory) {
        return _recovery(patient);
    }
}
