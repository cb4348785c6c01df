// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Basis} from "../../contracts/interfaces/IAccessLog.sol";
import {World} from "./World.sol";
import {Access} from "./Words.sol";

// An access that claims to be the patient's own
// ├── holds for the controller, from the second it became so on, whatever the purpose
// ├── does not hold for anybody else, nor for the patient of another record
// └── after a hand-over
//     ├── holds for the new controller alone, from its second on
//     └── is UNDETERMINED for any time before, also after two in one second
contract JudgePatientTest is World {
    address internal newAlice = name("new account of Alice");

    function test_holdsForTheControllerFromTheEnrolmentOn() external view {
        Access memory stated = patientAccess(alice, START - 1);
        assertBasis(stated, Basis.NONE);
        stated.time = START;
        assertBasis(stated, Basis.PATIENT);
        stated.time = START + 1;
        assertBasis(stated, Basis.PATIENT);
    }

    function testFuzz_holdsWhateverThePurposeActionAndDetail(uint8 purpose, uint8 action, uint32 detail) external view {
        Access memory stated = patientAccess(alice, NOW);
        (stated.purpose, stated.action, stated.detail) = (purpose, action, detail);
        assertBasis(stated, Basis.PATIENT);
    }

    function testFuzz_holdsForNobodyElse(address account, uint40 time) external view {
        vm.assume(account != alice);
        assertBasis(patientAccess(account, time), Basis.NONE);
    }

    function test_passesWithAHandover() external {
        vm.warp(NOW + 10);
        handOver();
        assertBasis(patientAccess(newAlice, NOW + 10), Basis.PATIENT);
        assertBasis(patientAccess(newAlice, NOW + 11), Basis.PATIENT);
        assertBasis(patientAccess(alice, NOW + 10), Basis.NONE);
        assertBasis(patientAccess(alice, NOW + 11), Basis.NONE);
    }

    function test_isUndeterminedBeforeTwoHandoversInOneSecond() external {
        handOver();
        vm.prank(newAlice);
        registry.offerHandover(ALICE, alice);
        vm.prank(alice);
        registry.acceptHandover(ALICE);
        assertBasis(patientAccess(alice, NOW - 1), Basis.UNDETERMINED);
        assertBasis(patientAccess(alice, NOW), Basis.PATIENT);
    }

    function test_isUndeterminedBeforeAHandover() external {
        vm.warp(NOW + 10);
        handOver();
        assertBasis(patientAccess(alice, NOW + 9), Basis.UNDETERMINED);
        assertBasis(patientAccess(newAlice, NOW + 9), Basis.UNDETERMINED);
    }

    function handOver() private {
        vm.prank(alice);
        registry.offerHandover(ALICE, newAlice);
        vm.prank(newAlice);
        registry.acceptHandover(ALICE);
    }

    function patientAccess(address account, uint40 time) private view returns (Access memory stated) {
        stated = access();
        (stated.account, stated.time, stated.claim) = (account, time, BY_PATIENT);
    }
}
