// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {AccessEntry, Basis} from "../../contracts/interfaces/IAccessLog.sol";
import {Terms} from "../../contracts/interfaces/IConsents.sol";
import {Hold} from "../../contracts/interfaces/IPatients.sol";
import {Appointment, Incapacity, Power, Proxy} from "../../contracts/interfaces/IProxies.sol";
import {Recovery} from "../../contracts/interfaces/IRecoveries.sol";
import {ControlGhost} from "./ControlGhost.sol";
import {Access, packAccess} from "./Words.sol";

/// @notice Anybody tries any act on who acts for a patient, entitled or not. No function here reverts.
contract ControlHandler is ControlGhost {
    uint256 private constant MOST = 24;

    mapping(uint48 patient => address) private _lastProxy;

    modifier onTime() {
        vm.warp(clock);
        _;
    }

    /// @dev Seconds, so that acts meet, or a day, so that recoveries become ready.
    function pass(uint16 time) external {
        clock += time % 2 == 0 ? 25 hours : time % 40;
    }

    function offer(uint256 die) external onTime {
        (uint48 patient, address by, address to) = pick(die);
        bool done;
        if (roll(die, 4) % 2 == 0) {
            bytes memory act = abi.encodeCall(registry.offerHandover, (patient, to));
            done = relay(by, act, signOffer(patient, by, to));
        } else done = send(by, abi.encodeCall(registry.offerHandover, (patient, to)));
        note(done, by == _patients[patient].controller, "control was offered by another than the controller");
        if (done) noteOffer(patient, to);
    }

    function keepOffer(uint256 die) external onTime {
        (uint48 patient, address by, address to) = pick(die);
        if (roll(die, 4) % 2 == 0) by = _patients[patient].controller;
        Kept memory kept = Kept(patient, _patients[patient].epoch, by, to, signOffer(patient, by, to));
        if (_kept.length < MOST) _kept.push(kept);
        else _kept[roll(die, 5) % MOST] = kept;
    }

    function sendKeptOffer(uint256 die) external onTime {
        if (_kept.length == 0) return;
        Kept memory k = _kept[roll(die, 0) % _kept.length];
        bool done = relay(k.signer, abi.encodeCall(registry.offerHandover, (k.patient, k.to)), k.signature);
        if (done && k.epoch != _patients[k.patient].epoch)
            happened["an act was taken that was signed before another"] = true;
        note(
            done,
            k.epoch == _patients[k.patient].epoch && k.signer == _patients[k.patient].controller,
            "control was offered by another than the controller"
        );
        if (done) noteOffer(k.patient, k.to);
    }

    function accept(uint256 die) external onTime {
        (uint48 patient, address by, ) = pick(die);
        if (roll(die, 4) % 2 == 0 && offered[patient] != address(0)) by = offered[patient];
        bool done = send(by, abi.encodeCall(registry.acceptHandover, (patient)));
        note(done, by == offered[patient], "control passed to one it was not offered to");
        if (done) noteControl(patient, by);
    }

    function claim(uint256 die) external onTime {
        (uint48 patient, address by, ) = pick(die);
        if (roll(die, 4) % 4 != 0) return; // rarely, since it is once for each patient
        if (offered[patient] != address(0)) by = offered[patient];
        bool isCustodial = _patients[patient].hold == Hold.CUSTODIAL;
        bool done = send(by, abi.encodeCall(registry.claim, (patient)));
        note(done, by == offered[patient] && isCustodial, "a patient was claimed that was not there to claim");
        if (!done) return;
        (_patients[patient].hold, _patients[patient].claimedAt) = (Hold.SELF, clock);
        delete _recoveries[patient];
        noteControl(patient, by);
    }

    function appoint(uint256 die) external onTime {
        (uint48 patient, address by, address proxy) = pick(die);
        if (roll(die, 4) % 2 == 0) by = _patients[patient].controller;
        Appointment memory a = Appointment(patient, proxy, uint8(1 + (roll(die, 5) % 3)), roll(die, 6) % 3 == 0, 0, 0);
        a.from = clock + uint40(roll(die, 7) % 20) - 5;
        a.until = clock + 20 + uint40(roll(die, 8) % 3 days);
        bool done = send(by, abi.encodeCall(registry.appoint, (a)));
        note(done, by == _patients[patient].controller, "a proxy was appointed by another than the controller");
        if (!done) return;
        if (a.from < clock) a.from = clock;
        Proxy storage p = _proxies[patient][proxy];
        bool isReplaced = p.replaced || (p.from < p.until && p.from < a.from);
        bool isCustodial = _patients[patient].hold == Hold.CUSTODIAL;
        _proxies[patient][proxy] = Proxy(a.from, a.until, a.powers, a.springing, isCustodial, isReplaced);
        dismissed[patient][proxy] = false;
        _lastProxy[patient] = proxy;
        _patients[patient].epoch += 1;
    }

    function dismiss(uint256 die) external onTime {
        (uint48 patient, address by, address proxy) = pick(die);
        bool isController = by == _patients[patient].controller;
        bool done = send(by, abi.encodeCall(registry.dismiss, (patient, proxy)));
        note(done, isController || by == proxy, "a proxy was dismissed by another than the controller or itself");
        if (!done) return;
        Proxy storage p = _proxies[patient][proxy];
        (p.from, p.until) = (p.from < clock ? p.from : clock, p.until < clock ? p.until : clock);
        dismissed[patient][proxy] = true;
        if (by != proxy) _patients[patient].epoch += 1;
    }

    function declareIncapacity(uint256 die) external onTime {
        (uint48 patient, address by, ) = pick(die);
        if (roll(die, 4) % 4 != 0) by = [hospital, registrar, clinic][roll(die, 5) % 3];
        uint40 until = clock + 1 + uint40(roll(die, 6) % 1 days);
        bool done = send(by, abi.encodeCall(registry.declareIncapacity, (patient, until)));
        note(done, by == hospital || by == registrar, "an incapacity was stated by another than the custodian");
        if (!done) return;
        Incapacity storage i = _incapacities[patient];
        (i.replaced, i.from, i.until) = (i.replaced || (i.from < i.until && i.from < clock), clock, until);
    }

    function endIncapacity(uint256 die) external onTime {
        (uint48 patient, address by, ) = pick(die);
        if (roll(die, 4) % 4 == 0) by = [hospital, registrar, clinic][roll(die, 5) % 3];
        bool isController = by == _patients[patient].controller;
        bool done = send(by, abi.encodeCall(registry.endIncapacity, (patient)));
        note(done, isController || by == hospital || by == registrar, "an incapacity was ended by a stranger to it");
        if (!done) return;
        Incapacity storage i = _incapacities[patient];
        (i.from, i.until) = (i.from < clock ? i.from : clock, i.until < clock ? i.until : clock);
        if (isController) _patients[patient].epoch += 1;
    }

    function chooseRecovery(uint256 die) external onTime {
        (uint48 patient, address by, address account) = pick(die);
        if (roll(die, 5) % 2 == 0) by = _patients[patient].controller;
        uint32 delay = uint32(1 days + (roll(die, 4) % 1 hours));
        bool done = send(by, abi.encodeCall(registry.chooseRecovery, (patient, account, delay)));
        note(done, by == _patients[patient].controller, "a recovery was chosen by another than the controller");
        if (!done) return;
        _recoveries[patient] = Recovery(account, delay, 0, address(0));
        _patients[patient].epoch += 1;
    }

    function requestRecovery(uint256 die) external onTime {
        (uint48 patient, address by, address to) = pick(die);
        if (_recoveries[patient].account == address(0)) patient = OWN + HELD - patient;
        Recovery storage r = _recoveries[patient];
        if (roll(die, 4) % 4 != 0 && r.account != address(0)) by = r.account;
        bool done = send(by, abi.encodeCall(registry.requestRecovery, (patient, to)));
        note(done, by == r.account && r.readyAt == 0, "a recovery was asked for by another than its account");
        if (!done) return;
        (r.readyAt, r.to) = (clock + r.delay, to);
        vetoed[patient] = false;
    }

    function vetoRecovery(uint256 die) external onTime {
        (uint48 patient, address by, ) = pick(die);
        if (_recoveries[patient].readyAt == 0) patient = OWN + HELD - patient;
        if (roll(die, 4) % 4 != 0) by = _patients[patient].controller;
        Recovery storage r = _recoveries[patient];
        bool done = send(by, abi.encodeCall(registry.vetoRecovery, (patient)));
        note(
            done,
            by == _patients[patient].controller && r.readyAt != 0,
            "a recovery was refused by another than the controller"
        );
        if (!done) return;
        (r.readyAt, r.to) = (0, address(0));
        _patients[patient].epoch += 1;
        vetoed[patient] = true;
    }

    function recover(uint256 die) external onTime {
        (uint48 patient, address by, ) = pick(die);
        if (vetoed[OWN + HELD - patient]) patient = OWN + HELD - patient;
        Recovery memory r = _recoveries[patient];
        bool done = send(by, abi.encodeCall(registry.recover, (patient)));
        if (done && vetoed[patient]) happened["control passed after a veto"] = true;
        note(done, r.readyAt != 0 && r.readyAt <= clock, "control passed before it was ready");
        if (done) noteControl(patient, r.to);
    }

    function permit(uint256 die) external onTime {
        (uint48 patient, address by, ) = pick(die);
        Terms memory t = terms();
        (t.patient, t.scope) = (patient, recordOf(patient));
        t.until = clock + 1 + uint40(roll(die, 4) % 2 days);
        bool isController = by == _patients[patient].controller;
        uint40 until = powerUntil(patient, by, Power.CONSENT);
        bool done = send(by, abi.encodeCall(registry.permit, (t)));
        note(done, isController || t.until <= until, "a permit by one without the power");
        if (!done || isController || _granted.length >= MOST) return;
        _granted.push(Granted(patient, t.scope, registry.permitOf(patient, t.scope, t.grantee).version, until));
    }

    function revokeOrVoid(uint256 die) external onTime {
        (uint48 patient, address by, ) = pick(die);
        bool isVoiding = roll(die, 4) % 2 == 0;
        bytes memory call =
            isVoiding
                ? abi.encodeCall(registry.voidSignatures, (patient))
                : abi.encodeCall(registry.revoke, (patient, recordOf(patient), radiologist));
        bool done = send(by, call);
        note(done, mayConsent(patient, by), "a consent was taken back by one without the power");
        if (done && isVoiding) _patients[patient].epoch += 1;
    }

    /// @dev Asks how an access of a past second would be judged.
    function look(uint256 die) external onTime {
        (uint48 patient, address account, ) = pick(die);
        uint40 time = clock - 1 - uint40(roll(die, 4) % 60);
        Access memory a = Access(account, time, TREAT, READ, BY_PATIENT, 0);
        (Basis basis, ) = registry.basisOf(AccessEntry(recordOf(patient), 0, packAccess(a)));
        if (_stated.length < MOST) _stated.push(Stated(patient, account, time, uint8(basis)));
    }

    /// @dev One of the patients, somebody who tries, and somebody else. Often it is the controller who tries, or the last proxy, so that much comes about.
    function pick(uint256 die) private view returns (uint48 patient, address by, address other) {
        patient = roll(die, 1) % 2 == 0 ? OWN : HELD;
        uint256 who = roll(die, 2);
        by = accountAt(who >> 8);
        if (who % 4 == 0) by = _patients[patient].controller;
        if (who % 4 == 1 && _lastProxy[patient] != address(0)) by = _lastProxy[patient];
        other = accountAt(roll(die, 3));
    }

    function signOffer(uint48 patient, address by, address to) private view returns (bytes memory) {
        uint256 i = 0;
        while (accountAt(i) != by) ++i;
        string memory actType = "HandoverOffer(uint48 patient,address to,uint32 epoch,uint40 deadline)";
        return sign(keyOf(i), actType, abi.encode(patient, to), _patients[patient].epoch);
    }

    function noteOffer(uint48 patient, address to) private {
        offered[patient] = to;
        _patients[patient].epoch += 1;
    }
}
