// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {AccessEntry} from "../../contracts/interfaces/IAccessLog.sol";
import {Terms} from "../../contracts/interfaces/IConsents.sol";
import {ActorKind, Policy, Role} from "../../contracts/interfaces/IDirectory.sol";
import {Hold} from "../../contracts/interfaces/IPatients.sol";
import {Registration, Relation, Status} from "../../contracts/interfaces/IRecords.sol";
import {Signing} from "./Signing.sol";
import {Access, packAccess} from "./Words.sol";

/// @notice The few accounts, records and permits that the laws are about, and dice to pick among them. Few, so that calls meet.
abstract contract Pools is Signing {
    uint256 internal constant KEYS = 24;
    uint256 internal constant STAFF = 7;

    address internal clinicGateway = name("gateway of the clinic");
    address internal group;

    function setUp() public virtual override {
        super.setUp();
        vm.prank(clinic);
        registry.admit(clinicGateway, ActorKind.DEVICE, Role.GATEWAY, 0, NO_END);
        vm.prank(hospital);
        group = registry.openGroup();
    }

    /// @notice One of the permits there can be: who and what is set, the rest is as in `terms()`.
    function keyAt(uint256 i) internal view returns (Terms memory t) {
        t = terms();
        t.patient = i % 2 == 0 ? ALICE : BOB;
        t.scope =
            i % 4 < 2
                ? ALL_RECORDS
                : i % 2 == 0
                    ? RECORD
                    : FOREIGN_RECORD;
        t.grantee = [radiologist, consultant, hospital, clinic, group, expertAbroad][(i / 4) % 6];
    }

    /// @notice Of the hospital and the clinic; the last is abroad, and in no directory until one of them admits it.
    function staffAt(uint256 i) internal view returns (address) {
        return [radiologist, resident, registrar, consultant, gateway, clinicGateway, expertAbroad][i % STAFF];
    }

    /// @notice Each patient has two accounts between which control passes.
    function keyOf(uint48 patient, uint256 i) internal pure returns (uint256) {
        return (patient == ALICE ? ALICE_KEY : BOB_KEY) + (i % 2) * 1_000_000;
    }

    function termsFrom(uint256 die, uint40 time) internal view returns (Terms memory t) {
        t = keyAt(die);
        t.from = time - 10 + uint40((die >> 8) % 30);
        t.until = (t.from > time ? t.from : time) + 1 + uint40((die >> 16) % 100);
        t.purposes = uint88([uint256(1) << TREAT, uint256(1) << RESEARCH, type(uint88).max][(die >> 32) % 3]);
        t.kinds = uint48([uint256(1) << STUDY, type(uint48).max][(die >> 40) % 2]);
    }

    function accessFrom(uint256 die, uint40 time) internal view returns (Access memory a) {
        a.account = [radiologist, resident, consultant, hospital, alice, bob, expertAbroad][die % 7];
        a.time = time - uint40((die >> 8) % 60);
        a.purpose = [TREAT, RESEARCH, BTG][(die >> 16) % 3];
        a.claim = [0, 1, 2, 3, 19, 35, 67, 83, 99, 4][(die >> 24) % 10];
        a.detail = uint32((die >> 32) % 2);
    }

    /// @notice A call of any function that writes, in good form.
    function callFrom(uint256 die, uint40 time) internal view returns (bytes memory) {
        Terms memory t = termsFrom(die >> 8, time);
        address actor = staffAt(die >> 16);
        uint256 what = die % 21;
        if (what == 0) return abi.encodeCall(registry.admitOrganization, ([hospital, clinic, group][die % 3]));
        if (what == 1) return abi.encodeCall(registry.suspendOrganization, ([hospital, clinic, group][die % 3]));
        if (what == 2) return abi.encodeCall(registry.admit, (actor, ActorKind.PRACTITIONER, 31, 0, NO_END));
        if (what == 3) return abi.encodeCall(registry.suspend, (actor));
        if (what == 4) return abi.encodeCall(registry.openGroup, ());
        if (what == 5) return abi.encodeCall(registry.include, (group, actor, 0, NO_END));
        if (what == 6) return abi.encodeCall(registry.exclude, (group, actor));
        if (what == 7) return abi.encodeCall(registry.choosePolicy, (Policy.ALL_NORMAL));
        if (what == 8) return abi.encodeCall(registry.enroll, (actor, Hold.SELF));
        if (what == 9) return abi.encodeCall(registry.enrollSelf, (hospital));
        if (what == 10) return abi.encodeCall(registry.offerHandover, (t.patient, actor));
        if (what == 11) return abi.encodeCall(registry.acceptHandover, (t.patient));
        if (what == 12) return abi.encodeCall(registry.voidSignatures, (t.patient));
        Registration memory registration = Registration(
            keccak256(abi.encode(die)),
            t.patient,
            STUDY,
            Status.FINAL,
            DIGEST
        );
        if (what == 13) return abi.encodeCall(registry.register, (registration));
        if (what == 14) return abi.encodeCall(registry.amend, (RECORD, keccak256(abi.encode(die)), Status.AMENDED));
        if (what == 15) return abi.encodeCall(registry.relate, (RECORD, Relation.REPLACES, FOREIGN_RECORD));
        if (what == 16) return abi.encodeCall(registry.permit, (t));
        if (what == 17) {
            return abi.encodeCall(registry.actBySignature, (permitAct(t), alone(alice, NO_END, new bytes(65))));
        }
        if (what == 18) return abi.encodeCall(registry.revoke, (t.patient, t.scope, t.grantee));
        Access memory a = accessFrom(die >> 24, time);
        AccessEntry[] memory entries = new AccessEntry[](1);
        entries[0] = AccessEntry(RECORD, 0, packAccess(a));
        if (what == 19) return abi.encodeCall(registry.logOwn, (entries[0]));
        return abi.encodeCall(registry.logAccesses, (registry.entryCountOf(gateway) + 1, entries));
    }
}
