// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {IPatients, Patient} from "../../contracts/interfaces/IPatients.sol";
import {ProxyWorld} from "./ProxyWorld.sol";

// offerHandover
// ├── when the caller is not the controller → it reverts with NotController
// └── otherwise
//     ├── control is offered to the account, and to no other any more
//     ├── the zero address takes the offer back
//     └── the epoch is the next, and nothing else changes
contract HandoverOfferTest is ProxyWorld {
    function test_refusesWhoIsNotTheController() external {
        appoint(appointment());
        assertOnlyController(ALICE, abi.encodeCall(registry.offerHandover, (ALICE, stranger)));
        bytes memory refusal = abi.encodeWithSelector(IPatients.NotController.selector, alice, address(0));
        refuse(alice, abi.encodeCall(registry.offerHandover, (9, alice)), refusal);
    }

    function test_isToOneAccount() external {
        offer(ALICE, stranger);
        vm.assertEq(registry.handoverOf(ALICE), stranger);
        offer(ALICE, newAlice);
        vm.assertEq(registry.handoverOf(ALICE), newAlice);
        bytes memory refusal = abi.encodeWithSelector(IPatients.NotOffered.selector, stranger, newAlice);
        refuse(stranger, abi.encodeCall(registry.acceptHandover, (ALICE)), refusal);
    }

    function test_canBeTakenBack() external {
        offer(ALICE, newAlice);
        offer(ALICE, address(0));
        bytes memory refusal = abi.encodeWithSelector(IPatients.NotOffered.selector, newAlice, address(0));
        refuse(newAlice, abi.encodeCall(registry.acceptHandover, (ALICE)), refusal);
    }

    function testFuzz_raisesTheEpochAndNothingElse(address to) external {
        Patient memory before = registry.patientOf(ALICE);
        vm.expectEmit(address(registry));
        emit IPatients.HandoverOffered(ALICE, to, 1);
        offer(ALICE, to);
        before.epoch = 1;
        assertPatient(ALICE, before);
        assertEpoch(BOB, 0);
    }
}
