// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Basis} from "../../contracts/interfaces/IAccessLog.sol";
import {Hold, IPatients, Patient} from "../../contracts/interfaces/IPatients.sol";
import {Appointment} from "../../contracts/interfaces/IProxies.sol";
import {IRecoveries} from "../../contracts/interfaces/IRecoveries.sol";
import {ProxyWorld} from "./ProxyWorld.sol";

// claim
// ├── when control was not offered to the caller → it reverts with NotOffered
// ├── when the key is the patient's own already → it reverts with NotCustodial
// └── otherwise the patient has control, at the next epoch, and the custodian has none
//     ├── the key that the custodian held does nothing any more
//     ├── the proxies it appointed end at that second, whatever their terms, and what they did before stands
//     ├── the recovery account it chose is gone, with what it asked for
//     ├── who the patient appoints afterwards has the power, also whom the custodian had appointed
//     └── the patient reads as the patient from that second on
contract ClaimTest is ProxyWorld {
    function test_refusesWhoWasOfferedNothing() external {
        assertRefused(carol, abi.encodeWithSelector(IPatients.NotOffered.selector, carol, address(0)));
        offer(CAROL, carol);
        assertRefused(heldKey, abi.encodeWithSelector(IPatients.NotOffered.selector, heldKey, carol));
        assertRefused(hospital, abi.encodeWithSelector(IPatients.NotOffered.selector, hospital, carol));
    }

    function test_refusesWhereTheKeyIsThePatientsOwn() external {
        offer(ALICE, newAlice);
        bytes memory refusal = abi.encodeWithSelector(IPatients.NotCustodial.selector, ALICE);
        refuse(newAlice, abi.encodeCall(registry.claim, (ALICE)), refusal);
        claimCarol();
        offer(CAROL, stranger);
        assertRefused(stranger, abi.encodeWithSelector(IPatients.NotCustodial.selector, CAROL));
    }

    function test_givesThePatientControl() external {
        offer(CAROL, carol);
        vm.expectEmit(address(registry));
        emit IPatients.Claimed(CAROL, heldKey, carol, 2);
        vm.prank(carol);
        registry.claim(CAROL);
        assertPatient(CAROL, Patient(carol, NOW, 2, true, Hold.SELF, hospital, NOW));
        vm.assertEq(registry.handoverOf(CAROL), address(0));
    }

    function test_endsTheKeyThatTheCustodianHeld() external {
        assertConsents(CAROL, heldKey);
        claimCarol();
        assertDoesNotConsent(CAROL, heldKey);
        assertDoesNotConsent(CAROL, hospital);
        bytes memory refusal = abi.encodeWithSelector(IPatients.NotController.selector, heldKey, carol);
        refuse(heldKey, abi.encodeCall(registry.offerHandover, (CAROL, heldKey)), refusal);
        refuse(heldKey, abi.encodeCall(registry.appoint, (appointmentOf(CAROL))), refusal);
        refuse(heldKey, abi.encodeCall(registry.chooseRecovery, (CAROL, heldKey, DELAY)), refusal);
    }

    function test_endsTheProxiesAppointedBeforeAtItsSecond() external {
        appoint(appointmentOf(CAROL));
        vm.warp(NOW + 10);
        claimCarol();
        assertDoesNotConsent(CAROL, guardian);
        vm.warp(NOW + 20);
        assertReads(CAROL, guardian, NOW + 9, Basis.PATIENT);
        assertReads(CAROL, guardian, NOW + 10, Basis.NONE);
        assertReads(CAROL, guardian, NOW + 11, Basis.NONE);
    }

    function test_endsProxiesWhosePowersHaveNotBegun() external {
        Appointment memory a = appointmentOf(CAROL);
        a.from = NOW + 1 days;
        appoint(a);
        claimCarol();
        vm.warp(NOW + 2 days);
        assertDoesNotConsent(CAROL, guardian);
        assertReads(CAROL, guardian, NOW + 1 days, Basis.NONE);
    }

    function test_endsTheRecoveryAccountAndWhatItAskedFor() external {
        chooseRecovery(CAROL, brother);
        requestRecovery(CAROL, brother, heldKey);
        claimCarol();
        vm.assertEq(registry.recoveryOf(CAROL).account, address(0));
        vm.warp(NOW + DELAY + 1);
        bytes memory refusal = abi.encodeWithSelector(IRecoveries.RecoveryNotReady.selector, 0, block.timestamp);
        refuse(stranger, abi.encodeCall(registry.recover, (CAROL)), refusal);
        refusal = abi.encodeWithSelector(IRecoveries.NotRecoveryAccount.selector, brother, address(0));
        refuse(brother, abi.encodeCall(registry.requestRecovery, (CAROL, heldKey)), refusal);
    }

    function test_letsThePatientAppointWhomItLikes() external {
        appoint(appointmentOf(CAROL));
        claimCarol();
        appoint(appointmentOf(CAROL));
        assertConsents(CAROL, guardian);
        assertReads(CAROL, guardian, NOW, Basis.PATIENT);
    }

    function test_letsThePatientReadFromItsSecondOn() external {
        vm.warp(NOW + 10);
        claimCarol();
        vm.warp(NOW + 20);
        assertReads(CAROL, carol, NOW + 9, Basis.UNDETERMINED);
        assertReads(CAROL, carol, NOW + 10, Basis.PATIENT);
        assertReads(CAROL, heldKey, NOW + 10, Basis.NONE);
    }

    function testFuzz_nobodyOfTheHospitalConsentsAfterwards(uint256 die) external {
        appoint(appointmentOf(CAROL));
        claimCarol();
        vm.warp(NOW + within(die, 0, 10_000 days));
        address[5] memory accounts = [hospital, registrar, heldKey, guardian, gateway];
        assertDoesNotConsent(CAROL, accounts[roll(die, 1) % 5]);
    }

    function appointmentOf(uint48 patient) private view returns (Appointment memory a) {
        a = appointment();
        a.patient = patient;
    }

    function assertRefused(address by, bytes memory refusal) private {
        refuse(by, abi.encodeCall(registry.claim, (CAROL)), refusal);
    }
}
