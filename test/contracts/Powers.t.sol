// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {AccessEntry} from "../../contracts/interfaces/IAccessLog.sol";
import {ActorKind, Policy} from "../../contracts/interfaces/IDirectory.sol";
import {Target, Terms} from "../../contracts/interfaces/IConsents.sol";
import {Hold} from "../../contracts/interfaces/IPatients.sol";
import {Registration, Relation, Status} from "../../contracts/interfaces/IRecords.sol";
import {Signed} from "../../contracts/interfaces/ISignable.sol";
import {Signing} from "./Signing.sol";

// Who may call what: every function that writes, called in good form by everybody.
contract PowersTest is Signing {
    address private group;

    function setUp() public override {
        super.setUp();
        vm.prank(hospital);
        group = registry.openGroup();
        vm.prank(alice);
        registry.offerHandover(ALICE, bob);
    }

    // The letters of those who may: [a]dmin, [h]ospital, its [r]egistrar, ra[d]iologist and [g]ateway, the [c]linic and its [k]onsultant,
    // [A]lice, [B]ob, and a [s]tranger.

    function test_directory() external {
        address newcomer = name("newcomer");
        assertMay("a", abi.encodeCall(registry.admitOrganization, (newcomer)));
        assertMay("a", abi.encodeCall(registry.suspendOrganization, (clinic)));
        assertMay("hc", abi.encodeCall(registry.admit, (newcomer, ActorKind.PRACTITIONER, 0, 0, NO_END)));
        assertMay("h", abi.encodeCall(registry.suspend, (radiologist)));
        assertMay("hc", abi.encodeCall(registry.openGroup, ()));
        assertMay("h", abi.encodeCall(registry.include, (group, radiologist, 0, NO_END)));
        assertMay("h", abi.encodeCall(registry.exclude, (group, radiologist)));
        assertMay("hc", abi.encodeCall(registry.choosePolicy, (Policy.ALL_NORMAL)));
        assertMay("", abi.encodeCall(registry.setAuthority, (stranger)));
    }

    function test_patients() external {
        assertMay("hrc", abi.encodeCall(registry.enroll, (stranger, Hold.SELF)));
        assertMay("ahrdgckABs", abi.encodeCall(registry.enrollSelf, (hospital)));
        assertMay("A", abi.encodeCall(registry.offerHandover, (ALICE, stranger)));
        assertMay("B", abi.encodeCall(registry.acceptHandover, (ALICE)));
        assertMay("A", abi.encodeCall(registry.voidSignatures, (ALICE)));
    }

    function test_records() external {
        Registration[] memory registrations = new Registration[](1);
        registrations[0] = Registration(keccak256("new record"), ALICE, STUDY, Status.FINAL, DIGEST);
        assertMay("hr", abi.encodeCall(registry.register, (registrations[0])));
        assertMay("hr", abi.encodeCall(registry.registerMany, (registrations)));
        assertMay("hr", abi.encodeCall(registry.amend, (RECORD, keccak256("next digest"), Status.AMENDED)));
        assertMay("hr", abi.encodeCall(registry.relate, (OTHER_RECORD, Relation.PART_OF, RECORD)));
    }

    function test_consents() external {
        Terms memory t = terms();
        assertMay("A", abi.encodeCall(registry.permit, (t)));
        assertMay("A", abi.encodeCall(registry.revoke, (ALICE, RECORD, radiologist)));
        Target[] memory targets = new Target[](1);
        targets[0] = Target(RECORD, radiologist);
        assertMay("A", abi.encodeCall(registry.revokeMany, (ALICE, targets)));
        Signed memory signed = alone(alice, NO_END, signPermit(t));
        assertMay("ahrdgckABs", abi.encodeCall(registry.actBySignature, (permitAct(t), signed)));
    }

    function test_accessLog() external {
        AccessEntry[] memory entries = new AccessEntry[](1);
        entries[0] = entry();
        assertMay("hrdgckA", abi.encodeCall(registry.logOwn, (entries[0])));
        assertMay("g", abi.encodeCall(registry.logAccesses, (1, entries)));
    }

    function assertMay(bytes memory expected, bytes memory call) private {
        address[10] memory callers = [
            admin,
            hospital,
            registrar,
            radiologist,
            gateway,
            clinic,
            consultant,
            alice,
            bob,
            stranger
        ];
        bytes memory letters = "ahrdgckABs";
        bytes memory found;
        for (uint256 i = 0; i < callers.length; ++i) {
            uint256 before = vm.snapshotState();
            vm.prank(callers[i]);
            (bool may, ) = address(registry).call(call);
            vm.revertToStateAndDelete(before);
            if (may) found = abi.encodePacked(found, letters[i]);
        }
        vm.assertEq(string(found), string(expected));
    }
}
