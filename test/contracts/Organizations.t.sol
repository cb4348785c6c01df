// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Hold} from "../../contracts/interfaces/IPatients.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {Basis} from "../../contracts/interfaces/IAccessLog.sol";
import {Actor, ActorKind, IDirectory, Role} from "../../contracts/interfaces/IDirectory.sol";
import {World} from "./World.sol";

// admitOrganization
// ├── when the AccessManager does not let the caller → it reverts, whoever calls
// ├── when the account is new → it is in force from now on, without an end
// ├── when it is in force → it goes on from its first second
// ├── when it was suspended → it comes back now, and what held before is no longer known
// ├── when it is a practitioner in force for another → it reverts with BelongsToAnother
// ├── when it was a practitioner, or is one of a suspended organization → it becomes an organization now and has no role left
// └── when it is a group → it reverts with BelongsToAnother
// suspendOrganization
// ├── when the AccessManager does not let the caller → it reverts
// ├── when it is none → it reverts with NotOrganization
// ├── when it is in force → it ends now, and with it every actor it speaks for
// └── when it ended before → its end stays
contract OrganizationsTest is World {
    address internal newcomer = name("newcomer");

    function test_admitRefusesWhomTheManagerDoesNotLet() external {
        address[4] memory callers = [hospital, alice, stranger, newcomer];
        for (uint256 i = 0; i < callers.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, callers[i]));
            vm.prank(callers[i]);
            registry.admitOrganization(newcomer);
        }
    }

    function test_admitTakesANewAccountFromNowOn() external {
        vm.expectEmit(address(registry));
        emit IDirectory.OrganizationAdmitted(newcomer, NOW);
        admit(newcomer);
        assertActor(newcomer, Actor(newcomer, NOW, NO_END, ActorKind.ORGANIZATION, 0));
    }

    function test_admitLeavesOneInForceAsItIs() external {
        vm.expectEmit(address(registry));
        emit IDirectory.OrganizationAdmitted(hospital, START);
        admit(hospital);
        assertActor(hospital, Actor(hospital, START, NO_END, ActorKind.ORGANIZATION, 0));
    }

    function test_admitBringsASuspendedOneBackFromNowOn() external {
        suspend(hospital);
        vm.warp(NOW + 10);
        vm.expectEmit(address(registry));
        emit IDirectory.OrganizationAdmitted(hospital, NOW + 10);
        admit(hospital);
        assertActor(hospital, Actor(hospital, NOW + 10, NO_END, ActorKind.ORGANIZATION, Role.ADMITTED_BEFORE));
        vm.assertFalse(registry.wasValid(radiologist, NOW + 9));
        vm.assertTrue(registry.wasValid(radiologist, NOW + 10));
    }

    function test_admitBringsOneBackInTheSecondOfItsSuspension() external {
        suspend(hospital);
        admit(hospital);
        assertActor(hospital, Actor(hospital, NOW, NO_END, ActorKind.ORGANIZATION, Role.ADMITTED_BEFORE));
    }

    function test_admitKnowsThatItNoLongerKnowsWhatHeldBefore() external {
        permit(terms());
        suspend(hospital);
        vm.warp(NOW + 10);
        assertBasis(basisAt(NOW - 1), Basis.NONE); // before the permit
        admit(hospital);
        assertBasis(basisAt(NOW - 1), Basis.UNDETERMINED);
        assertBasis(basisAt(NOW + 9), Basis.UNDETERMINED);
        assertBasis(basisAt(NOW + 10), Basis.PERMIT);
    }

    function test_admitRefusesAPractitionerInForceForAnother() external {
        vm.expectRevert(abi.encodeWithSelector(IDirectory.BelongsToAnother.selector, radiologist, hospital));
        admit(radiologist);
    }

    function test_admitTakesAFormerPractitioner() external {
        vm.prank(hospital);
        registry.suspend(registrar);
        admit(registrar);
        assertActor(registrar, Actor(registrar, NOW, NO_END, ActorKind.ORGANIZATION, Role.ADMITTED_BEFORE));
    }

    function test_admitTakesAPractitionerOfASuspendedOneFromNowOn() external {
        suspend(hospital);
        admit(radiologist);
        assertActor(radiologist, Actor(radiologist, NOW, NO_END, ActorKind.ORGANIZATION, Role.ADMITTED_BEFORE));
    }

    function test_admitRefusesAGroup() external {
        vm.prank(hospital);
        address group = registry.openGroup();
        vm.expectRevert(abi.encodeWithSelector(IDirectory.BelongsToAnother.selector, group, hospital));
        admit(group);
    }

    function test_suspendRefusesWhomTheManagerDoesNotLet() external {
        address[4] memory callers = [hospital, clinic, alice, stranger];
        for (uint256 i = 0; i < callers.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, callers[i]));
            vm.prank(callers[i]);
            registry.suspendOrganization(hospital);
        }
    }

    function test_suspendRefusesWhatIsNoOrganization() external {
        vm.prank(hospital);
        address group = registry.openGroup();
        address[3] memory others = [stranger, radiologist, group];
        for (uint256 i = 0; i < others.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IDirectory.NotOrganization.selector, others[i]));
            suspend(others[i]);
        }
    }

    function test_suspendEndsItAndItsActorsNow() external {
        vm.expectEmit(address(registry));
        emit IDirectory.OrganizationSuspended(hospital, NOW);
        suspend(hospital);
        assertActor(hospital, Actor(hospital, START, NOW, ActorKind.ORGANIZATION, 0));
        assertActor(radiologist, Actor(hospital, START, NO_END, ActorKind.PRACTITIONER, 0));
        vm.assertTrue(registry.wasValid(radiologist, NOW - 1));
        vm.assertFalse(registry.wasValid(radiologist, NOW));
        vm.assertTrue(registry.wasValid(consultant, NOW));
    }

    function test_suspendLeavesAnEarlierEnd() external {
        suspend(hospital);
        vm.warp(NOW + 10);
        vm.expectEmit(address(registry));
        emit IDirectory.OrganizationSuspended(hospital, NOW);
        suspend(hospital);
        assertActor(hospital, Actor(hospital, START, NOW, ActorKind.ORGANIZATION, 0));
    }

    function test_suspendedOrganizationSpeaksForNobody() external {
        suspend(hospital);
        bytes memory refusal = abi.encodeWithSelector(IDirectory.NotOrganization.selector, hospital);
        vm.startPrank(hospital);
        vm.expectRevert(refusal);
        registry.admit(newcomer, ActorKind.PRACTITIONER, 0, 0, NO_END);
        vm.expectRevert(refusal);
        registry.openGroup();
        vm.expectRevert(abi.encodeWithSelector(IDirectory.NotRegistrar.selector, hospital));
        registry.enroll(stranger, Hold.SELF);
    }

    function testFuzz_isThatOfAModelWhateverIsTried(uint256 seed) external {
        Actor memory model = Actor(hospital, START, NO_END, ActorKind.ORGANIZATION, 0);
        uint40 time = NOW;
        for (uint256 i = 0; i < 12; ++i) {
            time += uint40(roll(seed, i) % 3);
            vm.warp(time);
            if (roll(seed, 100 + i) % 2 == 0) {
                suspend(hospital);
                if (model.until > time) model.until = time;
            } else {
                admit(hospital);
                bool isBack = model.until <= time;
                if (isBack && model.from < model.until) model.roles = Role.ADMITTED_BEFORE;
                if (isBack) model.from = time;
                model.until = NO_END;
            }
            assertActor(hospital, model);
            uint40 asked = time - 3 + uint40(roll(seed, 200 + i) % 6);
            vm.assertTrue(
                registry.wasValid(radiologist, asked) == (model.from <= asked && asked < model.until),
                "staff"
            );
        }
    }

    function admit(address organization) private {
        vm.prank(admin);
        registry.admitOrganization(organization);
    }

    function suspend(address organization) private {
        vm.prank(admin);
        registry.suspendOrganization(organization);
    }
}
