// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Actor, ActorKind, IDirectory, Role} from "../../contracts/interfaces/IDirectory.sol";
import {World} from "./World.sol";

// suspend
// ├── when the caller does not speak for the actor → it reverts with NotItsOrganization
// ├── when the actor is an organization → it reverts with NotItsOrganization, for itself too
// ├── when the actor is in force → it ends now
// ├── when its terms are still to come → none is left of them
// ├── when it ended before → its end stays
// ├── when it is a group → it ends now
// └── when its organization is suspended → it can end its actors all the same
contract SuspendTest is World {
    function test_refusesWhoDoesNotSpeakForTheActor() external {
        address[4] memory callers = [clinic, radiologist, registrar, admin];
        for (uint256 i = 0; i < callers.length; ++i) {
            refuse(callers[i], radiologist, hospital);
        }
        refuse(hospital, stranger, address(0));
    }

    function test_refusesAnOrganizationEvenToItself() external {
        refuse(hospital, hospital, hospital);
        refuse(hospital, clinic, clinic);
    }

    function test_endsTheActorNow() external {
        vm.expectEmit(address(registry));
        emit IDirectory.Suspended(resident, hospital, NOW);
        suspend(resident);
        assertActor(resident, Actor(hospital, START, NOW, ActorKind.PRACTITIONER, Role.EMERGENCY));
        vm.assertTrue(registry.wasValid(resident, NOW - 1));
        vm.assertFalse(registry.wasValid(resident, NOW));
        vm.assertFalse(registry.wasValid(resident, NOW + 1));
    }

    function test_leavesNothingOfTermsToCome() external {
        vm.prank(hospital);
        registry.admit(stranger, ActorKind.PRACTITIONER, 0, NOW + 100, NOW + 200);
        suspend(stranger);
        assertActor(stranger, Actor(hospital, NOW, NOW, ActorKind.PRACTITIONER, 0));
        vm.assertFalse(registry.wasValid(stranger, NOW + 150));
    }

    function test_leavesAnEarlierEnd() external {
        suspend(radiologist);
        vm.warp(NOW + 10);
        vm.expectEmit(address(registry));
        emit IDirectory.Suspended(radiologist, hospital, NOW);
        suspend(radiologist);
        vm.assertEq(registry.actorOf(radiologist).until, NOW);
    }

    function test_endsAGroupNow() external {
        vm.prank(hospital);
        address group = registry.openGroup();
        vm.warp(NOW + 10);
        suspend(group);
        assertActor(group, Actor(hospital, NOW, NOW + 10, ActorKind.GROUP, 0));
    }

    function test_isOpenToASuspendedOrganization() external {
        vm.prank(admin);
        registry.suspendOrganization(hospital);
        vm.warp(NOW + 10);
        suspend(radiologist);
        vm.assertEq(registry.actorOf(radiologist).until, NOW + 10);
    }

    /// deep-config: fuzz.runs = 100000
    function testFuzz_endsTheWindowAtItsSecondAndKeepsWhatWasBefore(uint256 seed) external {
        (uint40 from, uint40 until) = rollWindow(seed, 0);
        vm.prank(hospital);
        registry.admit(stranger, ActorKind.PRACTITIONER, 0, from, until);
        uint40 end = NOW + uint40(roll(seed, 1) % 60);
        vm.warp(end);
        suspend(stranger);
        uint40 time = rollTime(seed, 2);
        vm.assertTrue(registry.wasValid(stranger, time) == (from <= time && time < until && time < end), "valid");
    }

    function suspend(address actor) private {
        vm.prank(hospital);
        registry.suspend(actor);
    }

    function refuse(address caller, address actor, address organization) private {
        vm.expectRevert(abi.encodeWithSelector(IDirectory.NotItsOrganization.selector, caller, organization));
        vm.prank(caller);
        registry.suspend(actor);
    }
}
