// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Basis} from "../../contracts/interfaces/IAccessLog.sol";
import {IDirectory} from "../../contracts/interfaces/IDirectory.sol";
import {Hold, IPatients, Patient} from "../../contracts/interfaces/IPatients.sol";
import {ProxyWorld} from "./ProxyWorld.sol";

// enroll
// ├── when the caller is neither an organization nor a registrar in force → it reverts with NotRegistrar
// ├── when the controller is the zero address → it reverts with NoController
// └── otherwise the next number is a patient of the caller's organization
//     ├── SELF: the controller reads as the patient
//     └── CUSTODIAL: the controller consents for the patient, and never reads as the patient
contract EnrollTest is ProxyWorld {
    uint48 internal constant NEXT = 4;

    function test_refusesWhoIsNoRegistrar() external {
        address[6] memory callers = [stranger, radiologist, gateway, alice, heldKey, admin];
        for (uint256 i = 0; i < callers.length; ++i) {
            bytes memory refusal = abi.encodeWithSelector(IDirectory.NotRegistrar.selector, callers[i]);
            refuse(callers[i], abi.encodeCall(registry.enroll, (newAlice, Hold.SELF)), refusal);
        }
    }

    function test_refusesARegistrarOfASuspendedOrganization() external {
        vm.prank(admin);
        registry.suspendOrganization(hospital);
        bytes memory call = abi.encodeCall(registry.enroll, (newAlice, Hold.CUSTODIAL));
        refuse(registrar, call, abi.encodeWithSelector(IDirectory.NotRegistrar.selector, registrar));
        refuse(hospital, call, abi.encodeWithSelector(IDirectory.NotRegistrar.selector, hospital));
    }

    function test_refusesTheZeroAddress() external {
        bytes memory refusal = abi.encodeWithSelector(IPatients.NoController.selector);
        refuse(hospital, abi.encodeCall(registry.enroll, (address(0), Hold.SELF)), refusal);
        refuse(registrar, abi.encodeCall(registry.enroll, (address(0), Hold.CUSTODIAL)), refusal);
    }

    function test_refusesAHoldThatDoesNotExist() external {
        vm.prank(hospital);
        (bool done, ) = address(registry).call(abi.encodeWithSelector(registry.enroll.selector, newAlice, 2));
        vm.assertFalse(done);
    }

    function testFuzz_numbersAPatientOfTheRegistrarsOrganization(address controller, bool isCustodial) external {
        vm.assume(controller != address(0));
        Hold hold = isCustodial ? Hold.CUSTODIAL : Hold.SELF;
        vm.expectEmit(address(registry));
        emit IPatients.Enrolled(NEXT, hospital, controller, hold, registrar);
        vm.prank(registrar);
        vm.assertEq(registry.enroll(controller, hold), NEXT);
        assertPatient(NEXT, Patient(controller, NOW, 0, false, hold, hospital, 0));
        assertPatient(NEXT + 1, Patient(address(0), 0, 0, false, Hold.SELF, address(0), 0));
        vm.assertEq(registry.patientCount(), NEXT);
    }

    function test_aKeyOfThePatientReadsAsThePatient() external view {
        assertReads(ALICE, alice, NOW, Basis.PATIENT);
    }

    function testFuzz_aKeyThatTheCustodianHoldsNeverReadsAsThePatient(uint40 time) external view {
        assertReads(CAROL, heldKey, time, Basis.NONE);
    }

    function test_aKeyThatTheCustodianHoldsConsentsForThePatient() external {
        assertConsents(CAROL, heldKey);
        assertDoesNotConsent(CAROL, hospital);
    }
}
