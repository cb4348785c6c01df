// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Actor, ActorKind, IDirectory, Role} from "../../contracts/interfaces/IDirectory.sol";
import {World} from "./World.sol";

// admit, of an organization or a group
// ├── when an organization admits its own account → it reverts, so that no organization escapes its suspension
// ├── when an organization admits its own group → it reverts
// └── when an account was admitted at the address of the group to come → the group takes its place, and what held before is unknown
contract StayWhatTheyAreTest is World {
    function test_noOrganizationEscapesItsSuspensionAsItsOwnPractitioner() external {
        vm.expectRevert(abi.encodeWithSelector(IDirectory.BelongsToAnother.selector, hospital, hospital));
        vm.prank(hospital);
        registry.admit(hospital, ActorKind.PRACTITIONER, Role.EMERGENCY, 0, NO_END);

        vm.prank(admin);
        registry.suspendOrganization(hospital);
        vm.assertFalse(registry.wasValid(radiologist, NOW));
    }

    function test_aGroupDoesNotBecomeAPractitioner() external {
        vm.prank(hospital);
        address group = registry.openGroup();

        vm.expectRevert(abi.encodeWithSelector(IDirectory.BelongsToAnother.selector, group, hospital));
        vm.prank(hospital);
        registry.admit(group, ActorKind.PRACTITIONER, 0, 0, NO_END);
    }

    function test_aGroupTakesTheAddressOfWhoWasAdmittedThereBefore() external {
        address group = registry.groupAddress(1);
        vm.prank(clinic);
        registry.admit(group, ActorKind.PRACTITIONER, 0, 0, NO_END);
        vm.warp(NOW + 10);

        vm.prank(hospital);
        vm.assertTrue(registry.openGroup() == group);
        assertActor(group, Actor(hospital, NOW + 10, NO_END, ActorKind.GROUP, Role.ADMITTED_BEFORE));
    }

    function testFuzz_noOrganizationNorGroupBecomesStaff(bool isDevice, uint8 roles, uint256 seed) external {
        vm.prank(roll(seed, 0) % 2 == 0 ? hospital : clinic);
        address group = registry.openGroup();
        address whose = registry.actorOf(group).organization;
        address taken = [hospital, clinic, group][roll(seed, 1) % 3];
        if (roll(seed, 2) % 2 == 0) {
            vm.prank(admin);
            registry.suspendOrganization(clinic);
        }
        bytes memory before = abi.encode(registry.actorOf(taken));
        address belongsTo = taken == group ? whose : taken;
        vm.expectRevert(abi.encodeWithSelector(IDirectory.BelongsToAnother.selector, taken, belongsTo));
        vm.prank(hospital);
        registry.admit(taken, isDevice ? ActorKind.DEVICE : ActorKind.PRACTITIONER, roles % 32, 0, NO_END);
        vm.assertEq(abi.encode(registry.actorOf(taken)), before);
    }
}
