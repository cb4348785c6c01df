// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {IConsents} from "../../contracts/interfaces/IConsents.sol";
import {IDirectory} from "../../contracts/interfaces/IDirectory.sol";
import {Hold, IPatients, Patient} from "../../contracts/interfaces/IPatients.sol";
import {World} from "./World.sol";

// enroll
// ├── when the caller is neither an organization nor a registrar in force → it reverts with NotRegistrar
// ├── when the controller is the zero address → it reverts with NoController
// └── otherwise → the next number is a patient of the caller's organization
// enrollSelf
// ├── when the custodian is not an organization in force → it reverts with NotOrganization
// └── otherwise → the caller controls the next number
// offerHandover
// ├── when the caller does not act for the patient → it reverts with NotController
// └── otherwise → control is offered to the account, and to no other any more, at the next epoch
// acceptHandover
// ├── when control was not offered to the caller → it reverts with NotOffered
// ├── otherwise → the caller acts for the patient from now on, at the next epoch
// └── the offer is used up
// voidSignatures
// ├── when the caller does not act for the patient → it reverts with NotActingFor
// └── otherwise → the epoch is the next
contract PatientsTest is World {
    address internal newAlice = name("new account of Alice");

    function test_enrollRefusesWhoIsNoRegistrar() external {
        address[5] memory callers = [stranger, radiologist, gateway, alice, admin];
        for (uint256 i = 0; i < callers.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IDirectory.NotRegistrar.selector, callers[i]));
            vm.prank(callers[i]);
            registry.enroll(newAlice, Hold.SELF);
        }
    }

    function test_enrollRefusesTheZeroAddress() external {
        vm.expectRevert(abi.encodeWithSelector(IPatients.NoController.selector));
        vm.prank(hospital);
        registry.enroll(address(0), Hold.SELF);
    }

    function test_enrollNumbersAPatientOfTheRegistrarsOrganization() external {
        vm.expectEmit(address(registry));
        emit IPatients.Enrolled(3, hospital, newAlice, Hold.SELF, registrar);
        vm.prank(registrar);
        vm.assertEq(registry.enroll(newAlice, Hold.SELF), 3);
        assertPatient(3, Patient(newAlice, NOW, 0, false, Hold.SELF, hospital, 0));
        vm.assertEq(registry.patientCount(), 3);
        assertPatient(4, Patient(address(0), 0, 0, false, Hold.SELF, address(0), 0));
    }

    function test_enrollSelfRefusesWhatIsNoOrganization() external {
        address[3] memory custodians = [stranger, radiologist, address(0)];
        for (uint256 i = 0; i < custodians.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IDirectory.NotOrganization.selector, custodians[i]));
            vm.prank(newAlice);
            registry.enrollSelf(custodians[i]);
        }
    }

    function test_enrollSelfRefusesASuspendedOrganization() external {
        vm.prank(admin);
        registry.suspendOrganization(clinic);
        vm.expectRevert(abi.encodeWithSelector(IDirectory.NotOrganization.selector, clinic));
        vm.prank(newAlice);
        registry.enrollSelf(clinic);
    }

    function test_enrollSelfLetsTheCallerControlThePatient() external {
        vm.expectEmit(address(registry));
        emit IPatients.Enrolled(3, clinic, newAlice, Hold.SELF, newAlice);
        vm.prank(newAlice);
        vm.assertEq(registry.enrollSelf(clinic), 3);
        assertPatient(3, Patient(newAlice, NOW, 0, false, Hold.SELF, clinic, 0));
    }

    function test_offerRefusesWhoDoesNotActForThePatient() external {
        address[5] memory callers = [stranger, bob, hospital, admin, newAlice];
        for (uint256 i = 0; i < callers.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IPatients.NotController.selector, callers[i], alice));
            vm.prank(callers[i]);
            registry.offerHandover(ALICE, callers[i]);
        }
        vm.expectRevert(abi.encodeWithSelector(IPatients.NotController.selector, alice, address(0)));
        vm.prank(alice);
        registry.offerHandover(9, alice);
    }

    function test_offerIsToOneAccount() external {
        vm.expectEmit(address(registry));
        emit IPatients.HandoverOffered(ALICE, stranger, 1);
        offer(stranger);
        vm.assertEq(registry.handoverOf(ALICE), stranger);
        offer(newAlice);
        vm.assertEq(registry.handoverOf(ALICE), newAlice);
        assertPatient(ALICE, Patient(alice, START, 2, false, Hold.SELF, hospital, 0));
        refuseToHandOver(stranger, newAlice);
    }

    function test_offerCanBeTakenBack() external {
        offer(newAlice);
        offer(address(0));
        refuseToHandOver(newAlice, address(0));
    }

    function test_acceptRefusesWhoWasOfferedNothing() external {
        refuseToHandOver(newAlice, address(0));
        offer(newAlice);
        refuseToHandOver(alice, newAlice);
        refuseToHandOver(hospital, newAlice);
    }

    function test_acceptPassesControlOnAtTheNextEpoch() external {
        offer(newAlice);
        vm.warp(NOW + 10);
        vm.expectEmit(address(registry));
        emit IPatients.HandedOver(ALICE, alice, newAlice, 2);
        accept(newAlice);
        assertPatient(ALICE, Patient(newAlice, NOW + 10, 2, true, Hold.SELF, hospital, 0));
    }

    function test_acceptUsesTheOfferUp() external {
        offer(newAlice);
        accept(newAlice);
        vm.assertEq(registry.handoverOf(ALICE), address(0));
        refuseToHandOver(newAlice, address(0));
    }

    function test_acceptInTheSecondOfTheEnrolmentLosesNothing() external {
        vm.prank(hospital);
        uint48 patient = registry.enroll(stranger, Hold.SELF);
        vm.prank(stranger);
        registry.offerHandover(patient, newAlice);
        vm.prank(newAlice);
        registry.acceptHandover(patient);
        assertPatient(patient, Patient(newAlice, NOW, 2, false, Hold.SELF, hospital, 0));
    }

    function test_acceptTwiceInOneSecondStillRemembersThatAnotherActedBefore() external {
        offer(newAlice);
        accept(newAlice);
        vm.prank(newAlice);
        registry.offerHandover(ALICE, stranger);
        accept(stranger);
        assertPatient(ALICE, Patient(stranger, NOW, 4, true, Hold.SELF, hospital, 0));
    }

    function test_formerControllerDoesNotActAnyMore() external {
        offer(newAlice);
        accept(newAlice);
        vm.expectRevert(abi.encodeWithSelector(IPatients.NotActingFor.selector, alice, ALICE));
        vm.prank(alice);
        registry.permit(terms());
    }

    function test_voidRefusesWhoDoesNotActForThePatient() external {
        address[4] memory callers = [stranger, bob, hospital, admin];
        for (uint256 i = 0; i < callers.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IPatients.NotActingFor.selector, callers[i], ALICE));
            vm.prank(callers[i]);
            registry.voidSignatures(ALICE);
        }
    }

    function test_voidRaisesTheEpoch() external {
        vm.expectEmit(address(registry));
        emit IConsents.SignaturesVoided(ALICE, 1, alice);
        vm.prank(alice);
        registry.voidSignatures(ALICE);
        assertPatient(ALICE, Patient(alice, START, 1, false, Hold.SELF, hospital, 0));
        vm.assertEq(registry.patientOf(BOB).epoch, 0);
    }

    function offer(address to) private {
        vm.prank(alice);
        registry.offerHandover(ALICE, to);
    }

    function accept(address by) private {
        vm.prank(by);
        registry.acceptHandover(ALICE);
    }

    function refuseToHandOver(address to, address offered) private {
        vm.expectRevert(abi.encodeWithSelector(IPatients.NotOffered.selector, to, offered));
        accept(to);
    }

    function assertPatient(uint48 patient, Patient memory expected) private view {
        vm.assertEq(abi.encode(registry.patientOf(patient)), abi.encode(expected));
    }
}
