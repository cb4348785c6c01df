// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Actor, ActorKind, IDirectory, Membership} from "../../contracts/interfaces/IDirectory.sol";
import {World} from "./World.sol";

// openGroup
// ├── when the caller is not an organization in force → it reverts with NotOrganization
// └── otherwise → the next group address is the caller's, from now on and without an end
// include
// ├── when the caller is not an organization in force, or not the group's → it reverts
// ├── when the window is empty → it reverts with EmptyWindow
// ├── when the member is new → it is one from the given second, and never before now
// └── when it was a member before → what held before is no longer known
// exclude
// ├── when the caller is not an organization in force, or not the group's → it reverts
// ├── when it is a member → it ends now
// ├── when it ended before → its end stays
// └── when it never was → nothing is left that could hold
contract GroupsTest is World {
    address internal group;

    function setUp() public override {
        super.setUp();
        vm.prank(hospital);
        group = registry.openGroup();
    }

    function test_openRefusesWhoIsNoOrganization() external {
        address[4] memory callers = [stranger, radiologist, registrar, admin];
        for (uint256 i = 0; i < callers.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IDirectory.NotOrganization.selector, callers[i]));
            vm.prank(callers[i]);
            registry.openGroup();
        }
    }

    function test_openGivesTheNextAddressToTheCaller() external {
        address next = registry.groupAddress(2);
        vm.expectEmit(address(registry));
        emit IDirectory.Admitted(next, clinic, ActorKind.GROUP, 0, NOW, NO_END);
        vm.prank(clinic);
        vm.assertEq(registry.openGroup(), next);
        assertActor(next, Actor(clinic, NOW, NO_END, ActorKind.GROUP, 0));
        assertActor(group, Actor(hospital, NOW, NO_END, ActorKind.GROUP, 0));
    }

    function testFuzz_groupAddressesStartAlikeAndEndInTheNumber(uint32 number) external view {
        vm.assertEq(
            registry.groupAddress(number),
            address(bytes20(abi.encodePacked("fiducial.group", bytes2(0), number)))
        );
    }

    function test_includeRefusesWhoDoesNotSpeakForTheGroup() external {
        refuseToInclude(
            clinic,
            group,
            abi.encodeWithSelector(IDirectory.NotItsOrganization.selector, clinic, hospital)
        );
        refuseToInclude(stranger, group, abi.encodeWithSelector(IDirectory.NotOrganization.selector, stranger));
        refuseToInclude(radiologist, group, abi.encodeWithSelector(IDirectory.NotOrganization.selector, radiologist));
    }

    function test_includeRefusesWhatIsNoGroup() external {
        bytes4 refusal = IDirectory.NotItsOrganization.selector;
        refuseToInclude(hospital, radiologist, abi.encodeWithSelector(refusal, hospital, hospital));
        refuseToInclude(hospital, hospital, abi.encodeWithSelector(refusal, hospital, hospital));
        refuseToInclude(hospital, registry.groupAddress(9), abi.encodeWithSelector(refusal, hospital, address(0)));
    }

    function testFuzz_includeStartsAtTheGivenSecondButNeverBeforeNow(uint40 from, uint40 until) external {
        uint40 start = from < NOW ? NOW : from;
        if (start >= until) {
            vm.expectRevert(abi.encodeWithSelector(IDirectory.EmptyWindow.selector, start, until));
        } else {
            vm.expectEmit(address(registry));
            emit IDirectory.Included(group, consultant, start, until);
        }
        include(from, until);
        if (start < until) assertMembership(Membership(start, until, false));
    }

    function test_includeRefusesAnEmptyWindow() external {
        vm.expectRevert(abi.encodeWithSelector(IDirectory.EmptyWindow.selector, NOW, NOW));
        include(0, NOW);
        include(0, NOW + 1);
    }

    function test_includeAgainLosesWhatHeldBefore() external {
        include(0, NOW + 100);
        vm.warp(NOW + 10);
        include(0, NOW + 50);
        assertMembership(Membership(NOW + 10, NOW + 50, true));
        include(0, NO_END);
        assertMembership(Membership(NOW + 10, NO_END, true));
    }

    function test_includeAgainInTheSameSecondLosesNothing() external {
        include(0, NOW + 100);
        include(0, NOW + 50);
        assertMembership(Membership(NOW, NOW + 50, false));
    }

    function test_excludeRefusesWhoDoesNotSpeakForTheGroup() external {
        refuseToExclude(clinic, abi.encodeWithSelector(IDirectory.NotItsOrganization.selector, clinic, hospital));
        refuseToExclude(consultant, abi.encodeWithSelector(IDirectory.NotOrganization.selector, consultant));
    }

    function test_excludeEndsTheMembershipNow() external {
        include(0, NO_END);
        vm.warp(NOW + 10);
        vm.expectEmit(address(registry));
        emit IDirectory.Excluded(group, consultant, NOW + 10);
        exclude();
        assertMembership(Membership(NOW, NOW + 10, false));
    }

    function test_excludeLeavesAnEarlierEnd() external {
        include(0, NOW + 5);
        vm.warp(NOW + 10);
        exclude();
        assertMembership(Membership(NOW, NOW + 5, false));
    }

    function test_excludeLeavesNothingOfAMembershipToCome() external {
        include(NOW + 50, NO_END);
        vm.warp(NOW + 10);
        exclude();
        assertMembership(Membership(NOW + 10, NOW + 10, false));
    }

    function test_excludeOfWhoNeverWasAMember() external {
        vm.expectEmit(address(registry));
        emit IDirectory.Excluded(group, consultant, 0);
        exclude();
        assertMembership(Membership(0, 0, false));
    }

    function testFuzz_takesMembersFromItsOrganizationAlone(address caller) external {
        vm.assume(caller != hospital && caller != clinic);
        bytes memory refusal = abi.encodeWithSelector(IDirectory.NotOrganization.selector, caller);
        refuseToInclude(caller, group, refusal);
        refuseToExclude(caller, refusal);
        assertMembership(Membership(0, 0, false));
    }

    function testFuzz_aMembershipIsWhatTheLastWordsLeft(uint256 seed) external {
        Membership memory model;
        uint40 time = NOW;
        for (uint256 i = 0; i < 12; ++i) {
            time += uint40(roll(seed, i) % 10);
            vm.warp(time);
            if (roll(seed, 100 + i) % 3 == 0) {
                if (model.from > time) model.from = time;
                if (model.until > time) model.until = time;
                exclude();
            } else {
                (uint40 from, uint40 until) = rollWindow(seed, 200 + i);
                if (from < time) from = time;
                if (until <= from) until = from + 1;
                bool hasHeld = model.from < model.until && model.from < from;
                model = Membership(from, until, model.replaced || hasHeld);
                include(from, until);
            }
            assertMembership(model);
        }
    }

    function include(uint40 from, uint40 until) private {
        vm.prank(hospital);
        registry.include(group, consultant, from, until);
    }

    function exclude() private {
        vm.prank(hospital);
        registry.exclude(group, consultant);
    }

    function assertMembership(Membership memory expected) private view {
        vm.assertEq(abi.encode(registry.membershipOf(group, consultant)), abi.encode(expected));
    }

    function refuseToInclude(address caller, address into, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(caller);
        registry.include(into, consultant, 0, NO_END);
    }

    function refuseToExclude(address caller, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(caller);
        registry.exclude(group, consultant);
    }
}
