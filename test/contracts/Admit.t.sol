// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Actor, ActorKind, IDirectory, Role} from "../../contracts/interfaces/IDirectory.sol";
import {World} from "./World.sol";

// admit
// ├── when the caller is not an organization in force → it reverts with NotOrganization
// ├── when the kind is neither practitioner nor device → it reverts with WrongActorKind
// ├── when a role does not exist → it reverts with UnknownRoles
// ├── when the window is empty or over → it reverts with EmptyWindow
// ├── when the actor is new
// │   ├── it is in force from the given second, and never before now
// │   └── nothing of it is said to have held before
// ├── when the actor is the caller's
// │   ├── and goes on as it is → its first second stays, its end is the new one
// │   └── and its kind or roles change → it starts now, and what held before is no longer known
// └── when the actor is another organization's
//     ├── in force → it reverts with BelongsToAnother
//     ├── over, or its organization is → the caller takes it over, from now on
//     └── an organization or a group → it reverts with BelongsToAnother, for itself and its own too
contract AdmitTest is World {
    address internal newcomer = name("newcomer");

    function test_refusesWhoIsNoOrganization() external {
        address[5] memory callers = [stranger, newcomer, registrar, gateway, admin];
        for (uint256 i = 0; i < callers.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IDirectory.NotOrganization.selector, callers[i]));
            vm.prank(callers[i]);
            registry.admit(newcomer, ActorKind.PRACTITIONER, 0, 0, NO_END);
        }
    }

    function test_refusesOtherKinds() external {
        ActorKind[3] memory kinds = [ActorKind.NONE, ActorKind.ORGANIZATION, ActorKind.GROUP];
        for (uint256 i = 0; i < kinds.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IDirectory.WrongActorKind.selector, kinds[i]));
            admit(newcomer, kinds[i], 0, 0, NO_END);
        }
    }

    function testFuzz_takesTheFiveRolesAndNoOther(uint8 roles) external {
        if (roles >= 32) {
            vm.expectRevert(abi.encodeWithSelector(IDirectory.UnknownRoles.selector, roles));
        }
        admit(newcomer, ActorKind.DEVICE, roles, 0, NO_END);
        vm.assertEq(registry.actorOf(newcomer).roles, roles < 32 ? roles : 0);
    }

    function testFuzz_startsAtTheGivenSecondButNeverBeforeNow(uint40 from, uint40 until) external {
        uint40 start = from < NOW ? NOW : from;
        if (start >= until) {
            vm.expectRevert(abi.encodeWithSelector(IDirectory.EmptyWindow.selector, start, until));
        } else {
            vm.expectEmit(address(registry));
            emit IDirectory.Admitted(newcomer, hospital, ActorKind.PRACTITIONER, Role.REVIEWER, start, until);
        }
        admit(newcomer, ActorKind.PRACTITIONER, Role.REVIEWER, from, until);
        if (start >= until) return;
        assertActor(newcomer, Actor(hospital, start, until, ActorKind.PRACTITIONER, Role.REVIEWER));
        vm.assertFalse(registry.wasValid(newcomer, start - 1));
        vm.assertTrue(registry.wasValid(newcomer, start));
        vm.assertTrue(registry.wasValid(newcomer, until - 1));
        vm.assertFalse(registry.wasValid(newcomer, until));
    }

    function test_refusesAnEmptyWindow() external {
        vm.expectRevert(abi.encodeWithSelector(IDirectory.EmptyWindow.selector, NOW, NOW));
        admit(newcomer, ActorKind.DEVICE, 0, 0, NOW);
        vm.expectRevert(abi.encodeWithSelector(IDirectory.EmptyWindow.selector, NOW + 5, NOW + 5));
        admit(newcomer, ActorKind.DEVICE, 0, NOW + 5, NOW + 5);
        admit(newcomer, ActorKind.DEVICE, 0, 0, NOW + 1);
    }

    function test_keepsTheFirstSecondOfWhoGoesOn() external {
        vm.expectEmit(address(registry));
        emit IDirectory.Admitted(resident, hospital, ActorKind.PRACTITIONER, Role.EMERGENCY, START, NOW + 10);
        admit(resident, ActorKind.PRACTITIONER, Role.EMERGENCY, NOW + 5, NOW + 10);
        assertActor(resident, Actor(hospital, START, NOW + 10, ActorKind.PRACTITIONER, Role.EMERGENCY));
        vm.assertTrue(registry.wasValid(resident, NOW));
    }

    function test_refusesToEndWhoGoesOnBeforeNow() external {
        vm.expectRevert(abi.encodeWithSelector(IDirectory.EmptyWindow.selector, START, NOW));
        admit(resident, ActorKind.PRACTITIONER, Role.EMERGENCY, 0, NOW);
        admit(resident, ActorKind.PRACTITIONER, Role.EMERGENCY, 0, NOW + 1);
    }

    function test_startsWhoGetsOtherRolesNow() external {
        admit(resident, ActorKind.PRACTITIONER, Role.REVIEWER, 0, NO_END);
        uint8 roles = Role.REVIEWER | Role.ADMITTED_BEFORE;
        assertActor(resident, Actor(hospital, NOW, NO_END, ActorKind.PRACTITIONER, roles));
    }

    function test_startsWhoBecomesADeviceNow() external {
        admit(radiologist, ActorKind.DEVICE, 0, 0, NO_END);
        assertActor(radiologist, Actor(hospital, NOW, NO_END, ActorKind.DEVICE, Role.ADMITTED_BEFORE));
    }

    function test_startsWhoComesBackAfterItsEndNow() external {
        vm.prank(hospital);
        registry.suspend(radiologist);
        admit(radiologist, ActorKind.PRACTITIONER, 0, 0, NO_END);
        assertActor(radiologist, Actor(hospital, NOW, NO_END, ActorKind.PRACTITIONER, Role.ADMITTED_BEFORE));
    }

    function test_rememberesNothingOfTermsThatNeverHeld() external {
        admit(newcomer, ActorKind.PRACTITIONER, 0, NOW + 100, NO_END);
        vm.prank(hospital);
        registry.suspend(newcomer);
        vm.warp(NOW + 10);
        admit(newcomer, ActorKind.PRACTITIONER, Role.REVIEWER, 0, NO_END);
        assertActor(newcomer, Actor(hospital, NOW + 10, NO_END, ActorKind.PRACTITIONER, Role.REVIEWER));
    }

    function test_neverForgetsThatEarlierTermsWereLost() external {
        admit(radiologist, ActorKind.DEVICE, 0, 0, NO_END);
        admit(radiologist, ActorKind.DEVICE, Role.AUDITOR, 0, NO_END);
        vm.warp(NOW + 10);
        admit(radiologist, ActorKind.DEVICE, Role.AUDITOR, 0, NOW + 20);
        vm.assertEq(registry.actorOf(radiologist).roles, Role.AUDITOR | Role.ADMITTED_BEFORE);
        vm.assertEq(registry.actorOf(radiologist).from, NOW);
    }

    function test_refusesAnActorInForceForAnother() external {
        vm.expectRevert(abi.encodeWithSelector(IDirectory.BelongsToAnother.selector, consultant, clinic));
        admit(consultant, ActorKind.PRACTITIONER, 0, 0, NO_END);
    }

    function test_refusesAnActorWhoseTermsAtAnotherAreStillToCome() external {
        admit(newcomer, ActorKind.PRACTITIONER, 0, NOW + 100, NO_END);
        vm.expectRevert(abi.encodeWithSelector(IDirectory.BelongsToAnother.selector, newcomer, hospital));
        vm.prank(clinic);
        registry.admit(newcomer, ActorKind.PRACTITIONER, 0, 0, NO_END);
    }

    function test_takesOverWhoseTermsAtAnotherAreOver() external {
        vm.prank(clinic);
        registry.admit(newcomer, ActorKind.PRACTITIONER, 0, 0, NOW + 10);
        vm.warp(NOW + 9);
        vm.expectRevert(abi.encodeWithSelector(IDirectory.BelongsToAnother.selector, newcomer, clinic));
        admit(newcomer, ActorKind.PRACTITIONER, 0, 0, NO_END);
        vm.warp(NOW + 10);
        admit(newcomer, ActorKind.PRACTITIONER, 0, 0, NO_END);
        assertActor(newcomer, Actor(hospital, NOW + 10, NO_END, ActorKind.PRACTITIONER, Role.ADMITTED_BEFORE));
    }

    function test_takesOverWhoseOrganizationIsSuspended() external {
        vm.prank(admin);
        registry.suspendOrganization(clinic);
        admit(consultant, ActorKind.PRACTITIONER, 0, 0, NO_END);
        assertActor(consultant, Actor(hospital, NOW, NO_END, ActorKind.PRACTITIONER, Role.ADMITTED_BEFORE));
    }

    function test_refusesAnotherOrganizationEvenSuspended() external {
        bytes memory refusal = abi.encodeWithSelector(IDirectory.BelongsToAnother.selector, clinic, clinic);
        vm.expectRevert(refusal);
        admit(clinic, ActorKind.PRACTITIONER, 0, 0, NO_END);
        vm.prank(admin);
        registry.suspendOrganization(clinic);
        vm.expectRevert(refusal);
        admit(clinic, ActorKind.PRACTITIONER, 0, 0, NO_END);
    }

    function test_refusesAGroupOfAnotherEvenSuspended() external {
        vm.startPrank(clinic);
        address group = registry.openGroup();
        registry.suspend(group);
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(IDirectory.BelongsToAnother.selector, group, clinic));
        admit(group, ActorKind.PRACTITIONER, 0, 0, NO_END);
    }

    // Organizations and groups stay what they are, for their own organization too.

    function test_leavesAnOrganizationOneThatCanBeSuspended() external {
        uint8 roles = Role.GATEWAY | Role.REGISTRAR | Role.EMERGENCY;
        vm.prank(hospital);
        try registry.admit(hospital, ActorKind.PRACTITIONER, roles, 0, NO_END) {} catch {}
        vm.prank(admin);
        registry.suspendOrganization(hospital);
        vm.assertFalse(registry.wasValid(radiologist, NOW));
    }

    function test_leavesAGroupAGroup() external {
        vm.startPrank(hospital);
        address group = registry.openGroup();
        try registry.admit(group, ActorKind.PRACTITIONER, 0, 0, NO_END) {} catch {}
        vm.assertEq(uint256(registry.actorOf(group).kind), uint256(ActorKind.GROUP));
    }

    function admit(address actor, ActorKind kind, uint8 roles, uint40 from, uint40 until) private {
        vm.prank(hospital);
        registry.admit(actor, kind, roles, from, until);
    }
}
