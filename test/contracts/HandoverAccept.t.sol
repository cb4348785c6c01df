// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Basis} from "../../contracts/interfaces/IAccessLog.sol";
import {Hold, IPatients, Patient} from "../../contracts/interfaces/IPatients.sol";
import {ProxyWorld} from "./ProxyWorld.sol";

// acceptHandover
// ├── when control was not offered to the caller → it reverts with NotOffered
// └── otherwise
//     ├── the caller is the controller from now on, at the next epoch, and the former is nobody
//     ├── whose hands the key is in stays as it was: a custodian rotates its keys
//     ├── the offer is used up, and a recovery asked for is off, but the recovery account stays
//     ├── proxies stay
//     └── what the former controller did before is UNDETERMINED, unless it is the same second
contract HandoverAcceptTest is ProxyWorld {
    function test_refusesWhoWasOfferedNothing() external {
        assertNotOffered(newAlice, address(0));
        offer(ALICE, newAlice);
        assertNotOffered(alice, newAlice);
        assertNotOffered(hospital, newAlice);
        assertNotOffered(stranger, newAlice);
    }

    function test_refusesAnOfferOfAnotherPatient() external {
        offer(ALICE, newAlice);
        bytes memory refusal = abi.encodeWithSelector(IPatients.NotOffered.selector, newAlice, address(0));
        refuse(newAlice, abi.encodeCall(registry.acceptHandover, (BOB)), refusal);
    }

    function test_passesControlOnAtTheNextEpoch() external {
        offer(ALICE, newAlice);
        vm.warp(NOW + 10);
        vm.expectEmit(address(registry));
        emit IPatients.HandedOver(ALICE, alice, newAlice, 2);
        vm.prank(newAlice);
        registry.acceptHandover(ALICE);
        assertPatient(ALICE, Patient(newAlice, NOW + 10, 2, true, Hold.SELF, hospital, 0));
        assertConsents(ALICE, newAlice);
        assertDoesNotConsent(ALICE, alice);
    }

    function test_usesTheOfferUp() external {
        handOver(ALICE, newAlice);
        vm.assertEq(registry.handoverOf(ALICE), address(0));
        assertNotOffered(newAlice, address(0));
    }

    function test_leavesACustodialKeyCustodial() external {
        handOver(CAROL, radiologist);
        assertPatient(CAROL, Patient(radiologist, NOW, 2, true, Hold.CUSTODIAL, hospital, 0));
        assertReads(CAROL, radiologist, NOW, Basis.NONE);
    }

    function test_endsWhatTheRecoveryAccountAskedForAndKeepsTheAccount() external {
        chooseRecovery(ALICE, brother);
        requestRecovery(ALICE, brother, stranger);
        handOver(ALICE, newAlice);
        vm.assertEq(registry.recoveryOf(ALICE).readyAt, 0);
        vm.assertEq(registry.recoveryOf(ALICE).to, address(0));
        vm.assertEq(registry.recoveryOf(ALICE).account, brother);
    }

    function test_keepsProxies() external {
        appoint(appointment());
        handOver(ALICE, newAlice);
        assertConsents(ALICE, guardian);
    }

    function test_changesTheReaderAtItsSecond() external {
        vm.warp(NOW + 10);
        handOver(ALICE, newAlice);
        vm.warp(NOW + 20);
        assertReads(ALICE, newAlice, NOW + 9, Basis.UNDETERMINED);
        assertReads(ALICE, newAlice, NOW + 10, Basis.PATIENT);
        assertReads(ALICE, newAlice, NOW + 11, Basis.PATIENT);
        assertReads(ALICE, alice, NOW + 9, Basis.UNDETERMINED);
        assertReads(ALICE, alice, NOW + 10, Basis.NONE);
    }

    function test_inTheSecondOfTheEnrolmentLosesNothing() external {
        vm.prank(hospital);
        uint48 patient = registry.enroll(stranger, Hold.SELF);
        handOver(patient, newAlice);
        assertPatient(patient, Patient(newAlice, NOW, 2, false, Hold.SELF, hospital, 0));
    }

    function test_twiceInOneSecondStillRemembersThatAnotherActedBefore() external {
        handOver(ALICE, newAlice);
        handOver(ALICE, stranger);
        assertPatient(ALICE, Patient(stranger, NOW, 4, true, Hold.SELF, hospital, 0));
    }

    function testFuzz_passesControlToWhomItWasOfferedLastAlone(address first, address last, address caller) external {
        vm.assume(last != address(0) && caller != last && first != last);
        vm.assume(first != address(registry) && last != address(registry) && caller != address(registry));
        offer(ALICE, first);
        offer(ALICE, last);
        assertNotOffered(first, last);
        assertNotOffered(caller, last);
        vm.prank(last);
        registry.acceptHandover(ALICE);
        assertPatient(ALICE, Patient(last, NOW, 3, true, Hold.SELF, hospital, 0));
    }

    function testFuzz_changesTheReaderAtItsSecondWhateverTheTime(uint40 second, uint40 time, uint8 edge) external {
        second = uint40(within(second, NOW, NO_END - 2));
        time = [second - 1, second, second + 1, START, uint40(within(time, 0, NO_END - 1))][edge % 5];
        vm.warp(second);
        handOver(ALICE, newAlice);
        assertReads(ALICE, newAlice, time, time < second ? Basis.UNDETERMINED : Basis.PATIENT);
        assertReads(ALICE, alice, time, time < second ? Basis.UNDETERMINED : Basis.NONE);
        assertReads(ALICE, stranger, time, time < second ? Basis.UNDETERMINED : Basis.NONE);
    }

    function assertNotOffered(address by, address offered) private {
        bytes memory refusal = abi.encodeWithSelector(IPatients.NotOffered.selector, by, offered);
        refuse(by, abi.encodeCall(registry.acceptHandover, (ALICE)), refusal);
    }
}
