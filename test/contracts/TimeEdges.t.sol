// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Disposition, IContributions, Origin} from "../../contracts/interfaces/IContributions.sol";
import {ActorKind, IDirectory, Role} from "../../contracts/interfaces/IDirectory.sol";
import {IGateways} from "../../contracts/interfaces/IGateways.sol";
import {Registration, Relation, Status} from "../../contracts/interfaces/IRecords.sol";
import {IReviews, Outcome} from "../../contracts/interfaces/IReviews.sol";
import {RoomWorld} from "./RoomWorld.sol";

// Every act of an organization's actors, at the edges of their windows
// ├── one second before the first → refused
// ├── the first second, and the last → done
// ├── the second after the last → refused
// └── from the second of the organization's suspension on → refused, until that of its return
contract TimeEdgesTest is RoomWorld {
    struct Act {
        address by;
        bytes call;
        bytes refusal;
    }

    uint40 private constant FROM = NOW + 10;
    uint40 private constant UNTIL = NOW + 20;

    /// @dev Of the hospital, with every role that lets a person, or a device, act.
    address private person = name("person with a window");
    address private device = name("device with a window");

    function setUp() public override {
        super.setUp();
        logOwn(emergency());
        send(radiologist, abi.encodeCall(registry.contribute, (contribution())));
    }

    function test_actsFromTheFirstSecondToTheLast() external {
        admit(FROM, UNTIL);
        assertDone(FROM - 1, false);
        assertDone(FROM, true);
        assertDone(UNTIL - 1, true);
        assertDone(UNTIL, false);
        assertDone(UNTIL + 1, false);
    }

    function testFuzz_actsWithinTheWindowAlone(uint40 from, uint40 until, uint40 time, uint8 edge) external {
        from = uint40(within(from, NOW + 1, NO_END - 30 days));
        until = uint40(within(until, from + 1, NO_END - 20 days));
        uint40[6] memory times = [from - 1, from, until - 1, until, until + 1, time];
        time = uint40(within(times[edge % 6], NOW, NO_END - 10 days));
        admit(from, until);
        assertDone(time, from <= time && time < until);
    }

    function test_actsInASingleSecond() external {
        admit(FROM, FROM + 1);
        assertDone(FROM - 1, false);
        assertDone(FROM, true);
        assertDone(FROM + 1, false);
    }

    function test_actsUntilItsSuspension() external {
        admit(0, NO_END);
        vm.warp(UNTIL - 1);
        assertDone(UNTIL - 1, true);
        vm.warp(UNTIL);
        vm.startPrank(hospital);
        registry.suspend(person);
        registry.suspend(device);
        vm.stopPrank();
        assertDone(UNTIL, false);
        assertDone(UNTIL + 1, false);
    }

    function test_actsWhileItsOrganizationIsAMember() external {
        admit(0, NO_END);
        assertDone(UNTIL - 1, true);
        vm.warp(UNTIL);
        vm.prank(admin);
        registry.suspendOrganization(hospital);
        assertDone(UNTIL, false);
        vm.warp(UNTIL + 10);
        assertDone(UNTIL + 10, false);
        vm.prank(admin);
        registry.admitOrganization(hospital);
        assertDone(UNTIL + 10, true);
    }

    function test_namesAToolWithinTheToolsWindow() external {
        admit(FROM, UNTIL);
        bytes memory call = abi.encodeCall(registry.contribute, (contributionWith(Origin.AI_ASSISTED, device)));
        bytes memory refusal = abi.encodeWithSelector(IContributions.WrongTool.selector, Origin.AI_ASSISTED, device);
        uint40[4] memory times = [FROM - 1, FROM, UNTIL - 1, UNTIL];
        for (uint256 i = 0; i < times.length; ++i) {
            vm.warp(times[i]);
            attempt(radiologist, call, i == 1 || i == 2 ? bytes("") : refusal);
        }
    }

    function test_attestsWhileItIsAMember() external {
        bytes memory call = abi.encodeCall(registry.attestCredential, (person, DIGEST, NO_END));
        admit(FROM, UNTIL);
        vm.warp(UNTIL);
        send(hospital, call);
        vm.prank(admin);
        registry.suspendOrganization(hospital);
        refuse(hospital, call, abi.encodeWithSelector(IDirectory.NotOrganization.selector, hospital));
    }

    function admit(uint40 from, uint40 until) private {
        vm.startPrank(hospital);
        registry.admit(person, ActorKind.PRACTITIONER, Role.REGISTRAR | Role.REVIEWER, from, until);
        registry.admit(device, ActorKind.DEVICE, Role.GATEWAY, from, until);
        vm.stopPrank();
    }

    /// @dev Leaves the world as it was, but for the time.
    function assertDone(uint40 time, bool isDone) private {
        vm.warp(time);
        Act[] memory all = acts(time);
        for (uint256 i = 0; i < all.length; ++i) {
            uint256 before = vm.snapshotState();
            attempt(all[i].by, all[i].call, isDone ? bytes("") : all[i].refusal);
            vm.revertToStateAndDelete(before);
        }
    }

    function acts(uint40 time) private view returns (Act[] memory all) {
        bytes memory notRegistrar = abi.encodeWithSelector(IDirectory.NotRegistrar.selector, person);
        bytes memory notAuthor = abi.encodeWithSelector(IContributions.NotAuthor.selector, person, hospital);
        bytes memory notReviewer = abi.encodeWithSelector(IReviews.NotReviewer.selector, person, hospital);
        bytes memory notGateway = abi.encodeWithSelector(IGateways.NotGateway.selector, device);
        Registration memory another = Registration(keccak256("another"), ALICE, STUDY, Status.PARTIAL, DIGEST);
        Registration[] memory list = new Registration[](1);
        list[0] = another;

        all = new Act[](10);
        all[0] = Act(person, abi.encodeCall(registry.register, (another)), notRegistrar);
        all[1] = Act(person, abi.encodeCall(registry.registerMany, (list)), notRegistrar);
        all[2] = Act(person, abi.encodeCall(registry.amend, (RECORD, DIGEST, Status.AMENDED)), notRegistrar);
        all[3] = Act(person, abi.encodeCall(registry.relate, (RECORD, Relation.PART_OF, FOREIGN_RECORD)), notRegistrar);
        all[4] = Act(person, abi.encodeCall(registry.anchorBook, (DIGEST)), notRegistrar);
        all[5] = Act(person, abi.encodeCall(registry.contribute, (contribution())), notAuthor);
        all[6] = Act(person, abi.encodeCall(registry.dispose, (RECORD, 1, Disposition.MODIFIED)), notAuthor);
        all[7] = Act(person, abi.encodeCall(registry.review, (RECORD, 1, Outcome.JUSTIFIED, 0)), notReviewer);
        all[8] = Act(device, abi.encodeCall(registry.heartbeat, (0, time + 1)), notGateway);
        all[9] = Act(device, abi.encodeCall(registry.logAccesses, (1, repeat(entry(), 1))), notGateway);
    }
}
