// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Basis} from "../../contracts/interfaces/IAccessLog.sol";
import {IConsents, Permit, Terms} from "../../contracts/interfaces/IConsents.sol";
import {IPatients} from "../../contracts/interfaces/IPatients.sol";
import {World} from "./World.sol";
import {Access} from "./Words.sol";

// revoke
// ├── when the caller does not act for the patient → it reverts with NotActingFor
// ├── when the permit is in force → it ends now, and what it covered before stays known
// ├── when it is still to come → nothing is left of it
// ├── when it ended before → its end stays
// ├── when nothing was ever granted → it takes note that the patient has spoken
// └── in each case → the version is the next
contract RevokeTest is World {
    function test_refusesWhoDoesNotActForThePatient() external {
        permit(terms());
        address[6] memory callers = [stranger, bob, radiologist, hospital, gateway, admin];
        for (uint256 i = 0; i < callers.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IPatients.NotActingFor.selector, callers[i], ALICE));
            vm.prank(callers[i]);
            registry.revoke(ALICE, RECORD, radiologist);
        }
    }

    function test_endsThePermitNow() external {
        permit(terms());
        vm.warp(NOW + 10);
        vm.expectEmit(address(registry));
        emit IConsents.Revoked(ALICE, RECORD, radiologist, 2, alice);
        revoke(terms());
        assertPermit(Permit(NOW, NOW + 10, 2, false, terms().purposes, terms().kinds));
        assertBasis(basisAt(NOW), Basis.PERMIT);
        assertBasis(basisAt(NOW + 9), Basis.PERMIT);
        assertBasis(basisAt(NOW + 10), Basis.NONE);
        assertBasis(basisAt(NOW + 11), Basis.NONE);
    }

    function test_leavesNothingOfAPermitToCome() external {
        Terms memory t = terms();
        t.from = NOW + 100;
        permit(t);
        vm.warp(NOW + 10);
        revoke(t);
        assertPermit(Permit(NOW + 10, NOW + 10, 2, false, t.purposes, t.kinds));
        assertBasis(basisAt(NOW + 100), Basis.NONE);
    }

    function test_leavesAnEarlierEnd() external {
        Terms memory t = terms();
        t.until = NOW + 5;
        permit(t);
        vm.warp(NOW + 10);
        revoke(t);
        assertPermit(Permit(NOW, NOW + 5, 2, false, t.purposes, t.kinds));
        vm.warp(NOW + 20);
        revoke(t);
        assertPermit(Permit(NOW, NOW + 5, 3, false, t.purposes, t.kinds));
    }

    function test_takesNoteWhereNothingWasEverGranted() external {
        vm.expectEmit(address(registry));
        emit IConsents.Revoked(ALICE, RECORD, radiologist, 1, alice);
        revoke(terms());
        assertPermit(Permit(NOW, NOW, 1, false, 0, 0));
        assertBasis(basisAt(NOW), Basis.NONE);
    }

    function test_endsForAllRecordsAloneWhatWasGrantedForAll() external {
        permit(terms());
        Terms memory all = terms();
        all.scope = ALL_RECORDS;
        permit(all);
        revoke(all);
        assertPermit(Permit(NOW, NO_END, 1, false, all.purposes, all.kinds));
        assertBasis(basisAt(NOW), Basis.PERMIT);
    }

    function testFuzz_leavesNothingInForceWhatever(uint40 from, uint40 until, uint40 wait, uint40 time) external {
        Terms memory t = terms();
        t.from = uint40(within(from, NOW, NOW + 1000));
        t.until = uint40(within(until, t.from + 1, NOW + 2000));
        permit(t);
        uint40 end = uint40(within(wait, NOW, NOW + 3000));
        vm.warp(end);
        revoke(t);
        assertBasis(basisAt(uint40(within(time, end, NO_END))), Basis.NONE);
        Permit memory left = registry.permitOf(ALICE, RECORD, radiologist);
        vm.assertTrue(left.from <= left.until && left.until <= end, "ends by now");
        vm.assertEq(left.from, t.from < end ? t.from : end);
        vm.assertEq(left.until, t.until < end ? t.until : end);
    }

    /// deep-config: fuzz.runs = 100000
    function testFuzz_beatsThePermitFromItsSecondOnAndNotBefore(uint256 seed) external {
        Terms memory t = terms();
        (t.from, t.until) = rollWindow(seed, 0);
        t.scope = roll(seed, 1) % 2 == 0 ? RECORD : ALL_RECORDS;
        permit(t);
        uint40 end = NOW + uint40(roll(seed, 2) % 50);
        vm.warp(end);
        revoke(t);
        Access memory stated = access();
        stated.time = rollTime(seed, 3);
        if (t.scope == ALL_RECORDS) stated.claim |= FOR_ALL;
        bool held = t.from <= stated.time && stated.time < t.until && stated.time < end;
        assertBasis(stated, held ? Basis.PERMIT : Basis.NONE);
    }

    function assertPermit(Permit memory expected) private view {
        vm.assertEq(abi.encode(registry.permitOf(ALICE, RECORD, radiologist)), abi.encode(expected));
    }
}
