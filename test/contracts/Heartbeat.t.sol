// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {ActorKind, Role} from "../../contracts/interfaces/IDirectory.sol";
import {Gateway, IGateways} from "../../contracts/interfaces/IGateways.sol";
import {RoomWorld} from "./RoomWorld.sol";

// heartbeat
// ├── when the caller is not a gateway in force → it reverts with NotGateway
// ├── when the gateway has retired → it reverts with GatewayRetired
// ├── when the next one is not after the block → it reverts with NextByInPast
// └── otherwise → the number of the last entry, the journal and the next one are said; the entries stay as they are
contract HeartbeatTest is RoomWorld {
    uint40 private constant NEXT = NOW + 1 hours;

    function testFuzz_refusesWhoIsNoGateway(address caller, uint8 roles) external {
        vm.assume(caller != gateway);
        refuse(caller, beat(0, NEXT), notGateway(caller));
        // Nor is a device by any other role.
        vm.prank(hospital);
        registry.admit(tool, ActorKind.DEVICE, (roles % 32) & ~Role.GATEWAY, 0, NO_END);
        refuse(tool, beat(0, NEXT), notGateway(tool));
    }

    function test_refusesAGatewayThatIsNoMoreInForce() external {
        vm.prank(hospital);
        registry.suspend(gateway);
        refuse(gateway, beat(0, NEXT), notGateway(gateway));
    }

    function test_refusesAGatewayOfASuspendedOrganization() external {
        vm.prank(admin);
        registry.suspendOrganization(hospital);
        refuse(gateway, beat(0, NEXT), notGateway(gateway));
    }

    function test_refusesARetiredGateway() external {
        logBatch(gateway, 1, entry());
        vm.prank(gateway);
        registry.retire(gateway);
        refuse(gateway, beat(0, NEXT), abi.encodeWithSelector(IGateways.GatewayRetired.selector, gateway, 1));
    }

    function testFuzz_refusesANextOneThatIsNotAfterTheBlock(uint40 nextBy) external {
        uint40[4] memory times = [nextBy, NOW - 1, NOW, NOW + 1];
        for (uint256 i = 0; i < times.length; ++i) {
            bytes4 selector = IGateways.NextByInPast.selector;
            bytes memory refusal =
                times[i] > NOW ? bytes("") : abi.encodeWithSelector(selector, times[i], uint256(NOW));
            attempt(gateway, beat(0, times[i]), refusal);
        }
    }

    function testFuzz_saysEveryField(bytes32 journal, uint40 nextBy, uint8 entries) external {
        nextBy = uint40(within(nextBy, NOW + 1, NO_END));
        uint40 count = entries % 4;
        if (count > 0) send(gateway, abi.encodeCall(registry.logAccesses, (1, repeat(entry(), count))));
        vm.expectEmit(address(registry));
        emit IGateways.Heartbeat(gateway, count, journal, nextBy);
        send(gateway, beat(journal, nextBy));
        assertGateway(gateway, Gateway(count, nextBy, false));
    }

    function test_takesAnEarlierNextOneThanBefore() external {
        send(gateway, beat(0, NOW + 1 days));
        send(gateway, beat(0, NOW + 1));
        assertGateway(gateway, Gateway(0, NOW + 1, false));
    }

    function test_keepsEachGatewaysOwn() external {
        address other = name("other gateway");
        vm.prank(clinic);
        registry.admit(other, ActorKind.DEVICE, Role.GATEWAY, 0, NO_END);
        send(gateway, beat(0, NEXT));
        assertGateway(other, Gateway(0, 0, false));
        send(other, beat(0, NEXT + 1));
        assertGateway(gateway, Gateway(0, NEXT, false));
        assertGateway(other, Gateway(0, NEXT + 1, false));
    }

    function testFuzz_heartbeatsAndBatchesLeaveEachOtherAlone(uint256 seed) external {
        Gateway memory expected;
        for (uint256 i = 0; i < 16; ++i) {
            vm.warp(NOW + i);
            if (roll(seed, i) % 2 == 0) {
                uint256 length = 1 + (roll(seed, 100 + i) % 3);
                uint40 first = expected.entryCount + 1;
                send(gateway, abi.encodeCall(registry.logAccesses, (first, repeat(entry(), length))));
                expected.entryCount += uint40(length);
            } else {
                expected.nextBy = uint40(NOW + i + 1 + (roll(seed, 200 + i) % 1 days));
                send(gateway, beat(bytes32(i), expected.nextBy));
            }
            assertGateway(gateway, expected);
            vm.assertEq(registry.entryCountOf(gateway), expected.entryCount);
        }
    }

    function beat(bytes32 journal, uint40 nextBy) private view returns (bytes memory) {
        return abi.encodeCall(registry.heartbeat, (journal, nextBy));
    }

    function notGateway(address caller) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IGateways.NotGateway.selector, caller);
    }

    function assertGateway(address account, Gateway memory expected) private view {
        vm.assertEq(abi.encode(registry.gatewayOf(account)), abi.encode(expected));
    }
}
