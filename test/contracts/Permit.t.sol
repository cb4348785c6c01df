// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Basis} from "../../contracts/interfaces/IAccessLog.sol";
import {IConsents, Permit, Terms} from "../../contracts/interfaces/IConsents.sol";
import {IPatients} from "../../contracts/interfaces/IPatients.sol";
import {World} from "./World.sol";

// permit
// ├── when the caller does not act for the patient → it reverts with NotActingFor
// ├── when the window is empty or over → it reverts with PermitOver
// ├── when no purpose or no kind is named → it reverts with PermitsNothing
// ├── when no grantee is named → it reverts with NoGrantee
// └── otherwise
//     ├── the permit is in force from the given second, and never before now
//     ├── it takes the place of the one before, which is remembered as lost if it ever held
//     └── its version is the next
contract PermitTest is World {
    function test_refusesWhoDoesNotActForThePatient() external {
        address[6] memory callers = [stranger, bob, radiologist, hospital, gateway, admin];
        for (uint256 i = 0; i < callers.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IPatients.NotActingFor.selector, callers[i], ALICE));
            vm.prank(callers[i]);
            registry.permit(terms());
        }
    }

    function test_refusesAPatientNotGivenOut() external {
        Terms memory t = terms();
        t.patient = 9;
        vm.expectRevert(abi.encodeWithSelector(IPatients.NotActingFor.selector, alice, 9));
        vm.prank(alice);
        registry.permit(t);
    }

    function testFuzz_startsAtTheGivenSecondButNeverBeforeNow(uint40 from, uint40 until) external {
        Terms memory t = terms();
        (t.from, t.until) = (from, until);
        uint40 start = from < NOW ? NOW : from;
        if (start >= until) {
            vm.expectRevert(abi.encodeWithSelector(IConsents.PermitOver.selector, start, until));
            permit(t);
        } else {
            permit(t);
            assertPermit(Permit(start, until, 1, false, t.purposes, t.kinds));
            assertBasis(basisAt(start - 1), Basis.NONE);
            assertBasis(basisAt(start), Basis.PERMIT);
            assertBasis(basisAt(until - 1), Basis.PERMIT);
            assertBasis(basisAt(until), Basis.NONE);
        }
    }

    function test_refusesAWindowThatIsOver() external {
        Terms memory t = terms();
        (t.from, t.until) = (START, NOW);
        vm.expectRevert(abi.encodeWithSelector(IConsents.PermitOver.selector, NOW, NOW));
        permit(t);
        t.until = NOW + 1;
        permit(t);
    }

    function test_refusesToPermitNothing() external {
        Terms memory t = terms();
        t.purposes = 0;
        vm.expectRevert(abi.encodeWithSelector(IConsents.PermitsNothing.selector, 0, t.kinds));
        permit(t);
        (t.purposes, t.kinds) = (1, 0);
        vm.expectRevert(abi.encodeWithSelector(IConsents.PermitsNothing.selector, 1, 0));
        permit(t);
    }

    function test_refusesNobody() external {
        Terms memory t = terms();
        t.grantee = address(0);
        vm.expectRevert(abi.encodeWithSelector(IConsents.NoGrantee.selector));
        permit(t);
    }

    function testFuzz_keepsAndEmitsEveryTerm(Terms memory t) external {
        t.patient = ALICE;
        vm.assume(t.purposes != 0 && t.kinds != 0 && t.grantee != address(0));
        t.from = uint40(within(t.from, NOW, NO_END - 1));
        t.until = uint40(within(t.until, t.from + 1, NO_END));
        vm.expectEmit(address(registry));
        emit IConsents.Permitted(ALICE, t.scope, t.grantee, t.purposes, t.kinds, t.from, t.until, 1, alice);
        permit(t);
        Permit memory kept = registry.permitOf(ALICE, t.scope, t.grantee);
        vm.assertEq(abi.encode(kept), abi.encode(Permit(t.from, t.until, 1, false, t.purposes, t.kinds)));
    }

    function test_touchesNoOtherPermit() external {
        permit(terms());
        Permit memory none;
        vm.assertEq(abi.encode(registry.permitOf(BOB, RECORD, radiologist)), abi.encode(none));
        vm.assertEq(abi.encode(registry.permitOf(ALICE, OTHER_RECORD, radiologist)), abi.encode(none));
        vm.assertEq(abi.encode(registry.permitOf(ALICE, ALL_RECORDS, radiologist)), abi.encode(none));
        vm.assertEq(abi.encode(registry.permitOf(ALICE, RECORD, hospital)), abi.encode(none));
    }

    function test_takesThePlaceOfTheOneBefore() external {
        permit(terms());
        vm.warp(NOW + 10);
        Terms memory t = terms();
        (t.purposes, t.until) = (1, NOW + 20);
        permit(t);
        assertPermit(Permit(NOW + 10, NOW + 20, 2, true, 1, t.kinds));
    }

    function test_losesNothingInTheSameSecond() external {
        permit(terms());
        permit(terms());
        assertPermit(Permit(NOW, NO_END, 2, false, terms().purposes, terms().kinds));
    }

    function test_losesNothingWhereTheOneBeforeNeverHeld() external {
        Terms memory t = terms();
        t.from = NOW + 100;
        permit(t);
        revoke(t);
        vm.warp(NOW + 10);
        permit(terms());
        assertPermit(Permit(NOW + 10, NO_END, 3, false, t.purposes, t.kinds));
    }

    function test_remembersThatOneWasLostForGood() external {
        permit(terms());
        vm.warp(NOW + 10);
        permit(terms());
        permit(terms());
        revoke(terms());
        permit(terms());
        assertPermit(Permit(NOW + 10, NO_END, 5, true, terms().purposes, terms().kinds));
    }

    function test_remembersThatOneThatEndedWasLost() external {
        Terms memory t = terms();
        t.until = NOW + 5;
        permit(t);
        vm.warp(NOW + 10);
        assertBasis(basisAt(NOW + 4), Basis.PERMIT);
        permit(terms());
        assertBasis(basisAt(NOW + 4), Basis.UNDETERMINED);
    }

    function assertPermit(Permit memory expected) private view {
        vm.assertEq(abi.encode(registry.permitOf(ALICE, RECORD, radiologist)), abi.encode(expected));
    }
}
