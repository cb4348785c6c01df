// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {IAccessLog} from "../../contracts/interfaces/IAccessLog.sol";
import {ActorKind, IDirectory, Role} from "../../contracts/interfaces/IDirectory.sol";
import {Gateway, IGateways} from "../../contracts/interfaces/IGateways.sol";
import {RoomWorld} from "./RoomWorld.sol";
import {Access} from "./Words.sol";

// retire
// ├── when the account is not a gateway → it reverts with NotGateway
// ├── when the caller is neither the gateway nor the organization that speaks for it → it reverts with NotItsOrganization
// ├── when the gateway has retired → it reverts with GatewayRetired
// └── otherwise
//     ├── the number of its last entry is said, and is final
//     ├── it neither logs for others nor is heard of again, whoever admits it again
//     └── accesses of its own it still logs, and those are no entries of a gateway
contract RetireTest is RoomWorld {
    function testFuzz_refusesAnAccountThatIsNoGateway(address account) external {
        vm.assume(account != gateway);
        bytes memory refusal = abi.encodeWithSelector(IGateways.NotGateway.selector, account);
        refuse(hospital, retirement(account), refusal);
        refuse(account, retirement(account), refusal);
    }

    function testFuzz_refusesAnybodyElse(address caller) external {
        address[6] memory callers = [caller, clinic, registrar, admin, radiologist, alice];
        for (uint256 i = 0; i < callers.length; ++i) {
            vm.assume(callers[i] != hospital && callers[i] != gateway);
            bytes memory refusal = abi.encodeWithSelector(IDirectory.NotItsOrganization.selector, callers[i], hospital);
            refuse(callers[i], retirement(gateway), refusal);
        }
        assertGateway(Gateway(0, 0, false));
    }

    function testFuzz_retiresWithItsLastNumber(uint8 entries, bool bySelf) external {
        uint40 count = entries % 5;
        if (count > 0) send(gateway, batch(1, count));
        address by = bySelf ? gateway : hospital;
        vm.expectEmit(address(registry));
        emit IGateways.Retired(gateway, count, by);
        send(by, retirement(gateway));
        assertGateway(Gateway(count, 0, true));
        vm.assertEq(registry.entryCountOf(gateway), count);
    }

    function test_keepsByWhenItWouldHaveBeenHeardOf() external {
        send(gateway, abi.encodeCall(registry.heartbeat, (0, NOW + 1)));
        send(gateway, retirement(gateway));
        assertGateway(Gateway(0, NOW + 1, true));
    }

    function test_refusesARetiredGateway() external {
        send(gateway, batch(1, 3));
        send(hospital, retirement(gateway));
        refuse(hospital, retirement(gateway), retired(3));
        refuse(gateway, retirement(gateway), retired(3));
    }

    function test_retiresAGatewayThatIsNoMoreInForce() external {
        vm.prank(hospital);
        registry.suspend(gateway);
        send(hospital, retirement(gateway));
        assertGateway(Gateway(0, 0, true));
    }

    function test_retiresOneGatewayAndNoOther() external {
        address other = name("other gateway");
        vm.prank(hospital);
        registry.admit(other, ActorKind.DEVICE, Role.GATEWAY, 0, NO_END);
        send(hospital, retirement(gateway));
        send(other, batch(1, 1));
    }

    function testFuzz_neitherLogsNorBeatsAgain(uint40 later, uint40 first) external {
        send(gateway, batch(1, 2));
        send(gateway, retirement(gateway));
        vm.warp(within(later, NOW, NO_END - 1));
        refuse(gateway, batch(first, 1), retired(2));
        refuse(gateway, batch(3, 1), retired(2));
        refuse(gateway, abi.encodeCall(registry.heartbeat, (0, NO_END)), retired(2));
        assertGateway(Gateway(2, 0, true));
    }

    function testFuzz_noAdmissionBringsItBack(uint8 roles, bool takenOver) external {
        send(gateway, batch(1, 2));
        send(gateway, retirement(gateway));
        vm.prank(hospital);
        registry.suspend(gateway);
        vm.prank(takenOver ? clinic : hospital);
        registry.admit(gateway, ActorKind.DEVICE, (roles % 32) | Role.GATEWAY, 0, NO_END);
        refuse(gateway, batch(3, 1), retired(2));
        refuse(gateway, batch(1, 1), retired(2));
        refuse(gateway, abi.encodeCall(registry.heartbeat, (0, NO_END)), retired(2));
        refuse(takenOver ? clinic : hospital, retirement(gateway), retired(2));
    }

    function test_speaksForAGatewayWhoAdmittedItLast() external {
        vm.prank(hospital);
        registry.suspend(gateway);
        vm.prank(clinic);
        registry.admit(gateway, ActorKind.DEVICE, Role.GATEWAY, 0, NO_END);
        bytes memory refusal = abi.encodeWithSelector(IDirectory.NotItsOrganization.selector, hospital, clinic);
        refuse(hospital, retirement(gateway), refusal);
        send(clinic, retirement(gateway));
    }

    function test_logsItsOwnAccessesStill() external {
        send(gateway, batch(1, 2));
        send(gateway, retirement(gateway));
        Access memory own = access();
        own.account = gateway;
        vm.assertEq(logOwn(own), 3);
        vm.assertEq(registry.entryCountOf(gateway), 2);
    }

    function test_refusesABatchThatIsSentWithTheRetirementUnderWay() external {
        send(hospital, retirement(gateway));
        refuse(gateway, batch(1, 100), retired(0));
        vm.assertEq(registry.accessCountOf(RECORD), 0);
    }

    function batch(uint40 first, uint256 length) private view returns (bytes memory) {
        return abi.encodeCall(IAccessLog.logAccesses, (first, repeat(entry(), length)));
    }

    function retirement(address account) private view returns (bytes memory) {
        return abi.encodeCall(registry.retire, (account));
    }

    function retired(uint40 entryCount) private view returns (bytes memory) {
        return abi.encodeWithSelector(IGateways.GatewayRetired.selector, gateway, entryCount);
    }

    function assertGateway(Gateway memory expected) private view {
        vm.assertEq(abi.encode(registry.gatewayOf(gateway)), abi.encode(expected));
    }
}
