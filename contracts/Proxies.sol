// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Recoveries} from "./Recoveries.sol";
import {Hold, Patient} from "./interfaces/IPatients.sol";
import {Appointment, Incapacity, IProxies, Power, Proxy} from "./interfaces/IProxies.sol";
import {Answer, NO, Window, YES} from "./libraries/Window.sol";

/// @title Proxies: who acts for the patient beside the controller
abstract contract Proxies is IProxies, Recoveries {
    uint8 private constant POWERS = Power.CONSENT | Power.ACCESS;

    mapping(uint48 patient => mapping(address proxy => Proxy terms)) private _proxies;
    mapping(uint48 patient => Incapacity incapacity) private _incapacities;

    /// @inheritdoc IProxies
    function appoint(Appointment calldata appointment) external {
        (uint48 patient, address proxy, uint8 powers) = (appointment.patient, appointment.proxy, appointment.powers);
        _requireController(patient);
        require(proxy != address(0), NoProxy());
        require(powers != 0 && powers & ~POWERS == 0, UnknownPowers(powers));
        (uint40 from, uint40 until) = (_notBeforeNow(appointment.from), appointment.until);
        require(from < until, EmptyWindow(from, until));

        Proxy storage terms = _proxies[patient][proxy];
        bool replaced = terms.replaced || Window.loses(terms.from, terms.until, from);
        bool custodial = _patient(patient).hold == Hold.CUSTODIAL;
        _proxies[patient][proxy] = Proxy(from, until, powers, appointment.springing, custodial, replaced);

        emit Appointed(patient, proxy, powers, appointment.springing, from, until, _raiseEpoch(patient));
    }

    /// @inheritdoc IProxies
    function dismiss(uint48 patient, address proxy) external {
        bool resigns = _actor() == proxy;
        if (!resigns) _requireController(patient);

        Proxy storage terms = _proxies[patient][proxy];
        (uint256 from, uint256 until) = Window.end(terms.from, terms.until, block.timestamp);
        (terms.from, terms.until) = (uint40(from), uint40(until));
        // A proxy that resigns says nothing for the patient, and so voids nothing that the patient signed.
        uint32 epoch = resigns ? _epoch(patient) : _raiseEpoch(patient);

        emit Dismissed(patient, proxy, terms.until, epoch, _actor());
    }

    /// @inheritdoc IProxies
    function declareIncapacity(uint48 patient, uint40 until) external {
        _requireItsPatient(_organizationOf(msg.sender), patient);
        uint40 from = uint40(block.timestamp);
        require(from < until, EmptyWindow(from, until));

        Incapacity storage incapacity = _incapacities[patient];
        incapacity.replaced = incapacity.replaced || Window.loses(incapacity.from, incapacity.until, from);
        (incapacity.from, incapacity.until) = (from, until);

        emit IncapacityDeclared(patient, from, until, msg.sender);
    }

    /// @inheritdoc IProxies
    function endIncapacity(uint48 patient) external {
        bool byController = _actor() == _patient(patient).controller;
        // A registrar only as the sender: nothing would make its signature serve once.
        if (!byController) _requireItsPatient(_organizationOf(msg.sender), patient);

        Incapacity storage incapacity = _incapacities[patient];
        (uint256 from, uint256 until) = Window.end(incapacity.from, incapacity.until, block.timestamp);
        (incapacity.from, incapacity.until) = (uint40(from), uint40(until));
        uint32 epoch = byController ? _raiseEpoch(patient) : _epoch(patient);

        emit IncapacityEnded(patient, incapacity.until, epoch, _actor());
    }

    /// @inheritdoc IProxies
    function proxyOf(uint48 patient, address proxy) external view returns (Proxy memory) {
        return _proxies[patient][proxy];
    }

    /// @inheritdoc IProxies
    function incapacityOf(uint48 patient) external view returns (Incapacity memory) {
        return _incapacities[patient];
    }

    /// @dev The one place that says who consents for a patient now.
    ///
    /// @return until The first second at which the account does so no more, by itself.
    function _requireConsents(address account, uint48 patient) internal view returns (uint40 until) {
        if (account == _patient(patient).controller) return NO_END;
        require(_wasProxy(account, patient, Power.CONSENT, block.timestamp) == YES, NotActingFor(account, patient));
        Proxy storage terms = _proxies[patient][account];
        uint40 incapableUntil = _incapacities[patient].until;
        return terms.springing && incapableUntil < terms.until ? incapableUntil : terms.until;
    }

    /// @dev Whether the account read as the patient at `time`: the controller, where the key is the patient's own, or a proxy.
    function _actedFor(address account, uint48 patient, uint256 time) internal view returns (Answer) {
        Patient storage state = _patient(patient);
        Answer answer = Window.covers(state.since, NO_END, state.replaced, time);
        if (answer == YES && (account != state.controller || state.hold == Hold.CUSTODIAL)) answer = NO;
        if (answer == YES) return YES;
        Answer asProxy = _wasProxy(account, patient, Power.ACCESS, time);
        return asProxy == NO ? answer : asProxy;
    }

    function _isKnownProxy(address account, uint48 patient) internal view returns (bool) {
        return _proxies[patient][account].until != 0;
    }

    function _wasProxy(address account, uint48 patient, uint8 power, uint256 time) private view returns (Answer) {
        Proxy storage terms = _proxies[patient][account];
        Answer answer = Window.covers(terms.from, terms.until, terms.replaced, time);
        if (answer != YES) return answer;
        if (terms.powers & power == 0) return NO;
        if (terms.custodial) {
            uint40 claimedAt = _patient(patient).claimedAt;
            if (claimedAt != 0 && time >= claimedAt) return NO;
        }
        if (!terms.springing) return YES;
        Incapacity storage incapacity = _incapacities[patient];
        return Window.covers(incapacity.from, incapacity.until, incapacity.replaced, time);
    }
}
