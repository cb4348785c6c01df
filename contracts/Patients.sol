// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Directory} from "./Directory.sol";
import {IPatients, Patient} from "./interfaces/IPatients.sol";
import {Answer, NO, Window, YES} from "./libraries/Window.sol";

/// @title Patients: whose
abstract contract Patients is IPatients, Directory {
    mapping(uint48 patient => Patient state) private _patients;
    mapping(uint48 patient => address to) private _handovers;
    uint48 private _patientCount;

    /// @inheritdoc IPatients
    function enroll(address controller) external returns (uint48 patient) {
        return _enroll(_organizationOf(msg.sender), controller);
    }

    /// @inheritdoc IPatients
    function enrollSelf(address custodian) external returns (uint48 patient) {
        _requireOrganization(custodian);
        return _enroll(custodian, msg.sender);
    }

    /// @inheritdoc IPatients
    function offerHandover(uint48 patient, address to) external {
        _requireActsFor(msg.sender, patient);

        _handovers[patient] = to;

        emit HandoverOffered(patient, to);
    }

    /// @inheritdoc IPatients
    function acceptHandover(uint48 patient) external {
        require(_handovers[patient] == msg.sender, NotOffered(msg.sender, _handovers[patient]));

        delete _handovers[patient];
        Patient storage state = _patients[patient];
        address from = state.controller;
        uint40 since = uint40(block.timestamp);
        state.replaced = state.replaced || state.since < since;
        state.controller = msg.sender;
        state.since = since;
        state.epoch += 1; // voids what the former controller signed

        emit HandedOver(patient, from, msg.sender, state.epoch);
    }

    /// @inheritdoc IPatients
    function voidSignatures(uint48 patient) external {
        _requireActsFor(msg.sender, patient);

        uint32 epoch = ++_patients[patient].epoch;

        emit SignaturesVoided(patient, epoch, msg.sender);
    }

    /// @inheritdoc IPatients
    function patientOf(uint48 patient) external view returns (Patient memory) {
        return _patients[patient];
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

    /// @dev The one place that says who acts for a patient now.
    function _requireActsFor(address account, uint48 patient) internal view {
        address controller = _patients[patient].controller;
        require(account == controller, NotController(account, controller));
    }

    /// @dev Whether the account acted for the patient at `time`.
    function _actedFor(address account, uint48 patient, uint256 time) internal view returns (Answer) {
        Patient storage state = _patients[patient];
        if (time >= state.since) return account == state.controller ? YES : NO;
        return Window.covers(state.since, NO_END, state.replaced, time);
    }

    function _enroll(address custodian, address controller) private returns (uint48 patient) {
        require(controller != address(0), NoController());

        patient = ++_patientCount;
        _patients[patient] = Patient(controller, uint40(block.timestamp), 0, false, custodian);

        emit Enrolled(patient, custodian, controller, msg.sender);
    }
}
