// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {AccessEntry} from "../../contracts/interfaces/IAccessLog.sol";
import {Terms} from "../../contracts/interfaces/IConsents.sol";
import {ActorKind, Policy} from "../../contracts/interfaces/IDirectory.sol";
import {Patient} from "../../contracts/interfaces/IPatients.sol";
import {Record, Registration, Status} from "../../contracts/interfaces/IRecords.sol";
import {Signed} from "../../contracts/interfaces/ISignable.sol";
import {packAccess} from "./Words.sol";
import {Ghost} from "./Ghost.sol";

/// @notice What anybody may do, in any order. No function here reverts.
contract Handler is Ghost {
    modifier onTime() {
        vm.warp(clock);
        _;
    }

    function pass(uint16 time) external {
        clock += time % 40;
    }

    function permit(uint256 die) external onTime {
        die = roll(die, 0);
        Terms memory t = termsFrom(die, clock);
        vm.prank(_patients[t.patient].controller);
        registry.permit(t);
        notePermit(die % KEYS, t);
    }

    function revoke(uint256 die) external onTime {
        die = roll(die, 0);
        Terms memory t = keyAt(die % KEYS);
        vm.prank(_patients[t.patient].controller);
        registry.revoke(t.patient, t.scope, t.grantee);
        noteRevocation(die % KEYS);
    }

    function revokeBySignature(uint256 die) external onTime {
        die = roll(die, 0);
        Terms memory t = keyAt(die % KEYS);
        Patient memory patient = _patients[t.patient];
        bytes32 hash = revocationDigest(domain(), t, versionOf(t), patient.epoch, clock);
        relay(revocationAct(t), alone(patient.controller, clock, sign(keyFor(t.patient), hash)));
        noteRevocation(die % KEYS);
    }

    function signAndKeep(uint256 die) external onTime {
        die = roll(die, 0);
        Terms memory t = termsFrom(die % KEYS, clock);
        (t.from, t.until) = (0, NO_END);
        uint32 epoch = _patients[t.patient].epoch;
        bytes memory signature = sign(keyFor(t.patient), permitDigest(domain(), t, versionOf(t), epoch, NO_END));
        _kept.push(Kept(t, versionOf(t), epoch, signature));
    }

    function sendKept(uint256 die) external onTime {
        die = roll(die, 0);
        if (_kept.length == 0) return;
        Kept memory kept = _kept[die % _kept.length];
        Terms memory t = kept.terms;
        bool isGood = versionOf(t) == kept.version && _patients[t.patient].epoch == kept.epoch;
        Signed memory signed = alone(_patients[t.patient].controller, NO_END, kept.signature);
        vm.prank(stranger);
        try registry.actBySignature(permitAct(t), signed) {
            if (!isGood) happened["a signature was taken that was used or void"] = true;
            for (uint256 i = 0; i < KEYS; ++i) if (isKey(i, t)) notePermit(i, t);
        } catch {
            if (isGood) happened["a signature was refused that was good"] = true;
        }
    }

    function voidSignatures(uint256 die) external onTime {
        die = roll(die, 0);
        uint48 patient = die % 2 == 0 ? ALICE : BOB;
        vm.prank(_patients[patient].controller);
        registry.voidSignatures(patient);
        _patients[patient].epoch += 1;
    }

    function handOver(uint256 die) external onTime {
        die = roll(die, 0);
        uint48 patient = die % 2 == 0 ? ALICE : BOB;
        Patient storage before = _patients[patient];
        address to = vm.addr(keyOf(patient, die >> 8));
        vm.prank(before.controller);
        registry.offerHandover(patient, to);
        vm.prank(to);
        registry.acceptHandover(patient);
        _patients[patient] = Patient(
            to,
            clock,
            before.epoch + 2,
            before.replaced || before.since < clock,
            before.hold,
            before.custodian,
            before.claimedAt
        );
    }

    function admit(uint256 die) external onTime {
        die = roll(die, 0);
        address actor = staffAt(die);
        address organization = (die >> 8) % 4 == 0 ? clinic : hospital;
        uint40 from = (die >> 16) % 4 == 0 ? clock + uint40((die >> 24) % 50) : 0;
        uint40 until = (die >> 32) % 2 == 0 ? NO_END : clock + 60 + uint40((die >> 40) % 60);
        vm.prank(organization);
        try registry.admit(actor, ActorKind.PRACTITIONER, uint8(die >> 48) % 32, from, until) {
            bool wasAnothers = _actors[actor].organization != organization && _actors[actor].kind != ActorKind.NONE;
            bool wasFree = _actors[actor].until <= clock || !registry.wasValid(_actors[actor].organization, clock);
            if (wasAnothers && !wasFree) happened["an organization took another's actor in force"] = true;
            _actors[actor] = registry.actorOf(actor);
        } catch {}
    }

    /// @dev An organization would make staff of an organization or a group, its own or another's.
    function admitWhatIsNoStaff(uint256 die) external onTime {
        die = roll(die, 0);
        vm.prank(die % 2 == 0 ? hospital : clinic);
        try registry.admit([hospital, clinic, group][(die >> 8) % 3], ActorKind.DEVICE, 31, 0, NO_END) {
            happened["an organization or a group became staff"] = true;
        } catch {}
    }

    function suspend(uint256 die) external onTime {
        die = roll(die, 0);
        address actor = staffAt(die);
        if (_actors[actor].kind == ActorKind.NONE) return;
        vm.prank(_actors[actor].organization);
        registry.suspend(actor);
        _actors[actor] = registry.actorOf(actor);
    }

    function suspendOrAdmitOrganization(uint256 die) external onTime {
        die = roll(die, 0);
        vm.startPrank(admin);
        if ((die >> 8) % 3 == 0) registry.suspendOrganization(die % 2 == 0 ? hospital : clinic);
        else registry.admitOrganization(die % 2 == 0 ? hospital : clinic);
        vm.stopPrank();
    }

    function includeOrExclude(uint256 die) external onTime {
        die = roll(die, 0);
        vm.startPrank(hospital);
        if ((die >> 8) % 3 == 0) try registry.exclude(group, staffAt(die)) {} catch {}
        else try registry.include(group, staffAt(die), 0, clock + 1 + uint40((die >> 16) % 90)) {} catch {}
        vm.stopPrank();
    }

    function choosePolicy(uint256 die) external onTime {
        die = roll(die, 0);
        vm.prank(die % 2 == 0 ? hospital : clinic);
        try registry.choosePolicy(Policy((die >> 8) % 4)) {} catch {}
    }

    function register(uint256 die) external onTime {
        die = roll(die, 0);
        bytes32 record = keccak256(abi.encode("registered", die % 8));
        (address custodian, uint48 patient) = die % 2 == 0 ? (hospital, ALICE) : (clinic, BOB);
        vm.prank(custodian);
        try registry.register(Registration(record, patient, uint8(die >> 8) % 48, Status.FINAL, DIGEST)) {
            if (_records[record].custodian != address(0)) happened["a record was registered twice"] = true;
            _records[record] = Record(custodian, patient, 0, uint8(die >> 8) % 48, DIGEST);
            records.push(record);
        } catch {}
    }

    function amend(uint256 die) external onTime {
        die = roll(die, 0);
        bytes32 record = records[die % records.length];
        vm.prank(_records[record].custodian);
        try registry.amend(record, keccak256(abi.encode(die)), Status.AMENDED) {
            _records[record].digest = keccak256(abi.encode(die));
        } catch {}
    }

    function logOwn(uint256 die) external onTime {
        die = roll(die, 0);
        AccessEntry memory entry = AccessEntry(
            records[die % records.length],
            0,
            packAccess(accessFrom(die >> 8, clock))
        );
        vm.recordLogs();
        vm.prank(address(uint160(entry.what)));
        try registry.logOwn(entry) {
            noteAccesses(address(0));
        } catch {}
    }

    /// @dev Two entries. Sent again, or under another number, none of it is taken.
    function logAccesses(uint256 die) external onTime {
        die = roll(die, 0);
        address by = die % 2 == 0 ? gateway : clinicGateway;
        AccessEntry[] memory entries = new AccessEntry[](2);
        for (uint256 i = 0; i < 2; ++i) {
            entries[i].record = (die >> (8 + i)) % 2 == 0 ? RECORD : OTHER_RECORD;
            if (by == clinicGateway) entries[i].record = FOREIGN_RECORD;
            entries[i].what = packAccess(accessFrom(die >> (16 + 40 * i), clock));
        }
        uint40 next = entryCount[by] + 1;
        vm.recordLogs();
        vm.prank(by);
        try registry.logAccesses(next, entries) {
            noteAccesses(by);
        } catch {}
        vm.prank(by);
        try registry.logAccesses(uint40((die >> 96) % (entryCount[by] + 1)), entries) {
            happened["a batch was taken under another number than the next"] = true;
        } catch {}
    }

    /// @dev The administrator calls anything.
    function administer(uint256 die) external onTime {
        die = roll(die, 0);
        bytes32 before = digestPermitsAndRecords();
        bytes memory call = callFrom(die, clock);
        vm.prank(admin);
        (bool done, ) = address(registry).call(call);
        done;
        if (digestPermitsAndRecords() != before) happened["an administrator touched a permit or a record"] = true;
    }

    /// @dev Somebody who is nobody here calls anything. From the zero address nobody can send.
    function intrude(uint256 die, address caller) external onTime {
        die = roll(die, 0);
        bool isSomebody = registry.actorOf(caller).kind != ActorKind.NONE || caller == admin || uint160(caller) == 0;
        for (uint256 i = 0; i < 4; ++i) isSomebody = isSomebody || caller == vm.addr(keyOf(uint48(1 + (i % 2)), i / 2));
        bytes memory call = callFrom(die, clock);
        if (isSomebody || die % 21 == 9) return;
        vm.prank(caller);
        (bool done, ) = address(registry).call(call);
        if (done) happened["a stranger was let in"] = true;
    }

    function isKey(uint256 i, Terms memory t) private view returns (bool) {
        Terms memory key = keyAt(i);
        return key.patient == t.patient && key.scope == t.scope && key.grantee == t.grantee;
    }

    function keyFor(uint48 patient) private view returns (uint256 key) {
        key = keyOf(patient, 0);
        if (vm.addr(key) != _patients[patient].controller) key = keyOf(patient, 1);
    }

    function digestPermitsAndRecords() private view returns (bytes32 digest) {
        for (uint256 i = 0; i < KEYS; ++i) {
            Terms memory t = keyAt(i);
            digest = keccak256(abi.encode(digest, registry.permitOf(t.patient, t.scope, t.grantee)));
        }
        for (uint256 i = 0; i < records.length; ++i) {
            digest = keccak256(abi.encode(digest, registry.recordOf(records[i])));
        }
    }
}
