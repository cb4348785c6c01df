// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {AccessEntry, Basis, IAccessLog} from "../../contracts/interfaces/IAccessLog.sol";
import {Permit, Terms} from "../../contracts/interfaces/IConsents.sol";
import {Actor, ActorKind, Role} from "../../contracts/interfaces/IDirectory.sol";
import {Record} from "../../contracts/interfaces/IRecords.sol";
import {World} from "./World.sol";
import {Access, Verdict, packAccess, packVerdict} from "./Words.sol";

// The views read structs, the judgement reads whole slots by shifts: whatever a slot holds, both must say the same.
// Each test writes any word into a slot and compares what is judged with what the view says.
contract LayoutTest is World {
    /// hardhat-config: fuzz.runs = 5000
    function testFuzz_aPermitIsJudgedAsItsViewSaysIt(
        uint256 word,
        uint8 purpose,
        uint8 kind,
        uint40 time,
        uint8 edge
    ) external {
        Permit memory p = storePermit(word);
        vm.assertEq(abi.encodePacked(p.kinds, p.purposes, p.replaced, p.version, p.until, p.from), load(permitSlot()));
        storeKind(kind % 48);

        Access memory stated = access();
        stated.purpose = purpose;
        stated.time = pickTime(time, edge, p.from, p.until);
        bool isIn = purpose < 88 && (p.purposes >> purpose) & 1 == 1 && (p.kinds >> (kind % 48)) & 1 == 1;
        bool holds = isIn && p.from <= stated.time && stated.time < p.until;
        (Basis basis, uint32 version) = registry.basisOf(entry(stated));
        bool isLost = p.replaced && stated.time < p.from;
        assertBasis(
            basis,
            holds
                ? Basis.PERMIT
                : isLost
                    ? Basis.UNDETERMINED
                    : Basis.NONE
        );
        vm.assertEq(version, holds ? p.version : 0);
    }

    function testFuzz_revokingKeepsTheOtherFields(uint256 word) external {
        Permit memory p = storePermit(word);
        vm.assume(p.version < type(uint32).max);
        revoke(terms());
        if (p.version == 0) (p.from, p.until) = (NOW, NOW);
        if (p.from > NOW) p.from = NOW;
        if (p.until > NOW) p.until = NOW;
        p.version += 1;
        vm.assertEq(abi.encode(registry.permitOf(ALICE, RECORD, radiologist)), abi.encode(p));
    }

    function testFuzz_permittingWritesEveryFieldOver(uint256 word, Terms memory t) external {
        Permit memory old = storePermit(word);
        vm.assume(old.version < type(uint32).max && t.purposes != 0 && t.kinds != 0);
        (t.patient, t.scope, t.grantee) = (ALICE, RECORD, radiologist);
        t.from = uint40(within(t.from, NOW, NO_END - 1));
        t.until = uint40(within(t.until, t.from + 1, NO_END));
        permit(t);
        bool replaced = old.replaced || (old.from < old.until && old.from < t.from);
        bytes memory expected = abi.encode(Permit(t.from, t.until, old.version + 1, replaced, t.purposes, t.kinds));
        vm.assertEq(abi.encode(registry.permitOf(ALICE, RECORD, radiologist)), expected);
    }

    function test_aVersionNeverStartsAgain() external {
        storePermit(uint256(type(uint32).max) << 80);
        bytes memory overflow = abi.encodeWithSignature("Panic(uint256)", 0x11);
        vm.expectRevert(overflow);
        permit(terms());
        vm.expectRevert(overflow);
        revoke(terms());
    }

    function test_aGroupsNumberNeverStartsAgain() external {
        vm.record();
        vm.prank(hospital);
        registry.openGroup();
        (, bytes32[] memory writes) = vm.accesses(address(registry));
        for (uint256 i = 0; i < writes.length; ++i) {
            if (uint256(vm.load(address(registry), writes[i])) != 1) continue; // the count of groups alone is 1 now
            vm.store(address(registry), writes[i], bytes32(uint256(type(uint32).max)));
        }
        vm.expectRevert(abi.encodeWithSignature("Panic(uint256)", 0x11));
        vm.prank(hospital);
        registry.openGroup();
    }

    /// hardhat-config: fuzz.runs = 5000
    function testFuzz_anActorIsJudgedAsItsViewSaysIt(uint256 word, uint40 time, uint8 edge) external {
        bytes32 slot = slotOf(abi.encodeCall(registry.actorOf, (radiologist)));
        word = (word >> 160) << 160;
        word = (word & ~(uint256(0xff) << 240)) | (((word >> 240) % 5) << 240) | uint160(hospital);
        if (uint40(word >> 160) > uint40(word >> 200)) word &= ~(uint256(type(uint40).max) << 160);
        vm.store(address(registry), slot, bytes32(word));
        Actor memory a = registry.actorOf(radiologist);
        vm.assertEq(abi.encodePacked(a.roles, a.kind, a.until, a.from, a.organization), load(slot));

        Access memory stated = access();
        stated.time = pickTime(time, edge, a.from, a.until);
        (stated.claim, stated.purpose, stated.detail) = (BY_EMERGENCY, BTG, 1);
        bool holds = a.from <= stated.time && stated.time < a.until;
        vm.assertTrue(registry.wasValid(radiologist, stated.time) == holds, "wasValid");
        bool isLost = a.roles & Role.ADMITTED_BEFORE != 0 && stated.time < a.from;
        Basis missed = isLost ? Basis.UNDETERMINED : Basis.NONE;
        assertBasis(
            stated,
            holds
                ? a.roles & Role.EMERGENCY != 0
                    ? Basis.EMERGENCY
                    : Basis.NONE
                : missed
        );
    }

    /// hardhat-config: fuzz.runs = 2000
    function testFuzz_anAccessCountsUpAndChangesNothingElseOfTheRecord(
        uint48 patient,
        uint40 count,
        uint8 kind
    ) external {
        count = uint40(within(count, 0, type(uint40).max - 1));
        uint256 word = uint160(hospital) | (uint256(patient) << 160) | (uint256(count) << 208) | (uint256(kind) << 248);
        vm.store(address(registry), recordSlot(), bytes32(word));
        assertRecord(Record(hospital, patient, count, kind, DIGEST));

        vm.expectEmit(address(registry));
        uint256 what = packAccess(access()) & ~uint256(type(uint160).max);
        uint256 verdict = packVerdict(Verdict(count + 1, 0, 0, 0));
        emit IAccessLog.Accessed(RECORD, radiologist, patient, 0, what, verdict);
        vm.prank(radiologist);
        registry.logOwn(entry());
        assertRecord(Record(hospital, patient, count + 1, kind, DIGEST));
    }

    function test_theTopBitsOfBothSetsAreInThem() external {
        Terms memory t = terms();
        (t.purposes, t.kinds) = (uint88(1) << 87, uint48(1) << 47);
        permit(t);
        storeKind(47);
        Access memory stated = access();
        stated.purpose = 87;
        assertBasis(stated, Basis.PERMIT);
        stated.purpose = 88; // where the lowest kind would lie
        assertBasis(stated, Basis.NONE);
        stated.purpose = 135; // where the highest kind lies
        assertBasis(stated, Basis.NONE);
    }

    /// @dev Any word, but with a window whose end is not before its start and a flag that is 0 or 1: no function writes others.
    function storePermit(uint256 word) private returns (Permit memory) {
        word = (word & ~(uint256(0xff) << 112)) | (((word >> 112) & 1) << 112);
        if (uint40(word) > uint40(word >> 40)) word = (word >> 40) << 40;
        vm.store(address(registry), permitSlot(), bytes32(word));
        return registry.permitOf(ALICE, RECORD, radiologist);
    }

    function storeKind(uint8 kind) private {
        uint256 word = uint256(vm.load(address(registry), recordSlot()));
        vm.store(address(registry), recordSlot(), bytes32(((word << 8) >> 8) | (uint256(kind) << 248)));
    }

    function permitSlot() private returns (bytes32) {
        return slotOf(abi.encodeCall(registry.permitOf, (ALICE, RECORD, radiologist)));
    }

    function recordSlot() private returns (bytes32) {
        return slotOf(abi.encodeCall(registry.accessCountOf, (RECORD)));
    }

    function load(bytes32 slot) private view returns (bytes memory) {
        return abi.encodePacked(vm.load(address(registry), slot));
    }

    /// @dev Any second of the world's past or future, or one around an edge of the window.
    function pickTime(uint40 time, uint8 edge, uint40 from, uint40 until) private pure returns (uint40) {
        uint256 around =
            edge % 8 < 3
                ? uint256(from)
                : edge % 8 < 6
                    ? uint256(until)
                    : time;
        return uint40(within(around + (edge % 3), START + 1, NO_END) - 1);
    }

    function assertRecord(Record memory expected) private view {
        vm.assertEq(abi.encode(registry.recordOf(RECORD)), abi.encode(expected));
    }
}
