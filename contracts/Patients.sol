// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Directory} from "./Directory.sol";
import {Signable} from "./Signable.sol";
import {Hold, IPatients, Patient} from "./interfaces/IPatients.sol";
import {Recovery} from "./interfaces/IRecoveries.sol";

/// @title Patients: whose
abstract contract Patients is IPatients, Directory, Signable {
    mapping(uint48 patient => Patient state) private _patients;
    mapping(uint48 patient => address to) private _handovers;
    mapping(uint48 patient => Recovery recovery) private _recoveries;
    uint48 private _patientCount;

    /// @inheritdoc IPatients
    function enroll(address controller, Hold hold) external returns (uint48 patient) {
        return _enroll(_organizationOf(msg.sender), controller, hold);
    }

    /// @inheritdoc IPatients
    function enrollSelf(address custodian) external returns (uint48 patient) {
        _requireOrganization(custodian);
        return _enroll(custodian, msg.sender, Hold.SELF);
    }

    /// @inheritdoc IPatients
    function offerHandover(uint48 patient, address to) external {
        _requireController(patient);

        _handovers[patient] = to;

        emit HandoverOffered(patient, to, _raiseEpoch(patient));
    }

    /// @inheritdoc IPatients
    function acceptHandover(uint48 patient) external {
        _requireOffered(patient);

        (address from, uint32 epoch) = _passControl(patient, _actor());

        emit HandedOver(patient, from, _actor(), epoch);
    }

    /// @inheritdoc IPatients
    function claim(uint48 patient) external {
        _requireOffered(patient);
        Patient storage state = _patients[patient];
        require(state.hold == Hold.CUSTODIAL, NotCustodial(patient));

        (state.hold, state.claimedAt) = (Hold.SELF, uint40(block.timestamp));
        delete _recoveries[patient]; // what the custodial key had set up
        (address from, uint32 epoch) = _passControl(patient, _actor());

        emit Claimed(patient, from, _actor(), epoch);
    }

    /// @inheritdoc IPatients
    function patientOf(uint48 patient) external view returns (Patient memory) {
        return _patients[patient];
    }

    /// @inheritdoc IPatients
    function epochOf(uint48 patient) external view returns (uint32) {
        return _patients[patient].epoch;
    }

    /// @inheritdoc IPatients
    function handoverOf(uint48 patient) external view returns (address to) {
        return _handovers[patient];
    }

    /// @inheritdoc IPatients
    function patientCount() external view returns (uint48) {
        return _patientCount;
    }

    function _patient(uint48 patient) internal view returns (Patient storage) {
        return _patients[patient];
    }

    function _epoch(uint48 patient) internal view returns (uint32) {
        return _patients[patient].epoch;
    }

    /// @dev Every act on who acts for a patient raises the epoch, so that nothing signed before it can be played after it.
    function _raiseEpoch(uint48 patient) internal returns (uint32) {
        return ++_patients[patient].epoch;
    }

    function _requireController(uint48 patient) internal view {
        address controller = _patients[patient].controller;
        require(_actor() == controller, NotController(_actor(), controller));
    }

    function _requireItsPatient(address custodian, uint48 patient) internal view {
        require(_patients[patient].custodian == custodian, NotItsPatient(patient, custodian));
    }

    function _recovery(uint48 patient) internal view returns (Recovery storage) {
        return _recoveries[patient];
    }

    /// @dev Hands the patient to another controller from now on. What was offered or asked for before is off.
    function _passControl(uint48 patient, address to) internal returns (address from, uint32 epoch) {
        delete _handovers[patient];
        Recovery storage recovery = _recoveries[patient];
        (recovery.readyAt, recovery.to) = (0, address(0));
        Patient storage state = _patients[patient];
        from = state.controller;
        uint40 since = uint40(block.timestamp);
        state.replaced = state.replaced || state.since < since;
        state.controller = to;
        state.since = since;
        epoch = _raiseEpoch(patient);
    }

    function _enroll(address custodian, address controller, Hold hold) private returns (uint48 patient) {
        require(controller != address(0), NoController());

        patient = ++_patientCount;
        _patients[patient] = Patient(controller, uint40(block.timestamp), 0, false, hold, custodian, 0);

        emit Enrolled(patient, custodian, controller, hold, msg.sender);
    }

    function _requireOffered(uint48 patient) private view {
        address to = _handovers[patient];
        require(_actor() == to, NotOffered(_actor(), to));
    }
}
