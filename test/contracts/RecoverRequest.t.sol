// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {IPatients} from "../../contracts/interfaces/IPatients.sol";
import {IRecoveries, Recovery} from "../../contracts/interfaces/IRecoveries.sol";
import {ProxyWorld} from "./ProxyWorld.sol";

// requestRecovery
// ├── when the caller is not the recovery account → it reverts with NotRecoveryAccount, also for the controller
// ├── when something was asked for already → it reverts with RecoveryPending
// ├── when it is asked for the zero address → it reverts with NoController
// └── otherwise control can pass on after the delay, and nothing changes before
contract RecoverRequestTest is ProxyWorld {
    function setUp() public override {
        super.setUp();
        chooseRecovery(ALICE, brother);
    }

    function test_refusesWhoIsNotTheRecoveryAccount() external {
        appoint(appointment());
        address[7] memory callers = [alice, guardian, stranger, hospital, registrar, admin, bob];
        for (uint256 i = 0; i < callers.length; ++i) {
            bytes memory refusal = abi.encodeWithSelector(IRecoveries.NotRecoveryAccount.selector, callers[i], brother);
            refuse(callers[i], abi.encodeCall(registry.requestRecovery, (ALICE, callers[i])), refusal);
        }
    }

    function test_refusesTheRecoveryAccountOfAnotherPatient() external {
        bytes memory refusal = abi.encodeWithSelector(IRecoveries.NotRecoveryAccount.selector, brother, address(0));
        refuse(brother, abi.encodeCall(registry.requestRecovery, (BOB, brother)), refusal);
    }

    function test_refusesASecondOne() external {
        requestRecovery(ALICE, brother, newAlice);
        vm.warp(NOW + 10 days);
        bytes memory refusal = abi.encodeWithSelector(IRecoveries.RecoveryPending.selector, NOW + DELAY);
        refuse(brother, abi.encodeCall(registry.requestRecovery, (ALICE, stranger)), refusal);
    }

    function test_refusesTheZeroAddress() external {
        bytes memory refusal = abi.encodeWithSelector(IPatients.NoController.selector);
        refuse(brother, abi.encodeCall(registry.requestRecovery, (ALICE, address(0))), refusal);
    }

    function testFuzz_asksAndChangesNothingYet(address to) external {
        vm.assume(to != address(0));
        bytes memory before = abi.encode(registry.patientOf(ALICE));
        vm.expectEmit(address(registry));
        emit IRecoveries.RecoveryRequested(ALICE, to, NOW + DELAY);
        requestRecovery(ALICE, brother, to);
        Recovery memory expected = Recovery(brother, DELAY, NOW + DELAY, to);
        vm.assertEq(abi.encode(registry.recoveryOf(ALICE)), abi.encode(expected));
        vm.assertEq(abi.encode(registry.patientOf(ALICE)), before);
    }
}
