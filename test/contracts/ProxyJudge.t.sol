// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Basis} from "../../contracts/interfaces/IAccessLog.sol";
import {Appointment, Power} from "../../contracts/interfaces/IProxies.sol";
import {ProxyWorld} from "./ProxyWorld.sol";

// An access of a proxy that claims to be the patient's own
// ├── holds with the power to read, from its first second to before its last, without a transaction
// ├── does not hold with the power to consent alone
// ├── does not hold for the records of another patient
// ├── holds where a custodial key appointed, until the patient claims
// └── after other terms were given
//     ├── holds by the new terms
//     ├── is UNDETERMINED for any time before
//     └── holds for any time, where the proxy is the controller
contract ProxyJudgeTest is ProxyWorld {
    uint40 internal constant FROM = NOW + 100;
    uint40 internal constant LATER = UNTIL + 100;

    function test_holdsFromTheFirstSecondToBeforeTheLast() external {
        Appointment memory a = appointment();
        a.from = FROM;
        appoint(a);
        vm.warp(LATER);
        assertReads(ALICE, guardian, FROM - 1, Basis.NONE);
        assertReads(ALICE, guardian, FROM, Basis.PATIENT);
        assertReads(ALICE, guardian, FROM + 1, Basis.PATIENT);
        assertReads(ALICE, guardian, UNTIL - 1, Basis.PATIENT);
        assertReads(ALICE, guardian, UNTIL, Basis.NONE);
        assertReads(ALICE, guardian, UNTIL + 1, Basis.NONE);
    }

    function testFuzz_holdsInItsWindowAlone(uint256 die) external {
        uint40 from = uint40(within(roll(die, 0), NOW, NOW + 20));
        uint40 until = uint40(within(roll(die, 1), from + 1, NOW + 40));
        uint40 time = uint40(within(roll(die, 2), NOW - 10, NOW + 60));
        appoint(Appointment(ALICE, guardian, Power.ACCESS, false, from, until));
        assertReads(ALICE, guardian, time, from <= time && time < until ? Basis.PATIENT : Basis.NONE);
    }

    function test_needsThePowerToRead() external {
        Appointment memory a = appointment();
        a.powers = Power.CONSENT;
        appoint(a);
        assertReads(ALICE, guardian, NOW, Basis.NONE);
        a.powers = Power.ACCESS;
        appoint(a);
        assertReads(ALICE, guardian, NOW, Basis.PATIENT);
    }

    function test_isForOnePatient() external {
        appoint(appointment());
        assertReads(CAROL, guardian, NOW, Basis.NONE);
        assertReads(ALICE, brother, NOW, Basis.NONE);
    }

    function test_holdsByACustodialKeyUntilThePatientClaims() external {
        Appointment memory a = appointment();
        a.patient = CAROL;
        appoint(a);
        vm.warp(NOW + 10);
        claimCarol();
        vm.warp(LATER);
        assertReads(CAROL, guardian, NOW - 1, Basis.UNDETERMINED);
        assertReads(CAROL, guardian, NOW, Basis.PATIENT);
        assertReads(CAROL, guardian, NOW + 9, Basis.PATIENT);
        assertReads(CAROL, guardian, NOW + 10, Basis.NONE);
        assertReads(CAROL, guardian, NOW + 11, Basis.NONE);
    }

    function test_isUndeterminedBeforeOtherTerms() external {
        appoint(appointment());
        vm.warp(NOW + 10);
        Appointment memory a = appointment();
        a.until = NOW + 20;
        appoint(a);
        vm.warp(LATER);
        assertReads(ALICE, guardian, NOW - 1, Basis.UNDETERMINED);
        assertReads(ALICE, guardian, NOW + 9, Basis.UNDETERMINED);
        assertReads(ALICE, guardian, NOW + 10, Basis.PATIENT);
        assertReads(ALICE, guardian, NOW + 19, Basis.PATIENT);
        assertReads(ALICE, guardian, NOW + 20, Basis.NONE);
    }

    function test_isThePatientsOwnWhateverTermsItGaveItself() external {
        Appointment memory a = appointment();
        (a.proxy, a.until) = (alice, NOW + 5);
        appoint(a);
        vm.warp(NOW + 10);
        a.until = UNTIL;
        appoint(a);
        vm.warp(LATER);
        assertReads(ALICE, alice, NOW - 1, Basis.PATIENT);
        assertReads(ALICE, alice, NOW + 7, Basis.PATIENT);
        assertReads(ALICE, alice, UNTIL, Basis.PATIENT);
    }

    function test_theControllerReadsWhoeverElseIsAppointed() external {
        appoint(appointment());
        Appointment memory a = appointment();
        (a.proxy, a.powers) = (alice, Power.CONSENT);
        appoint(a);
        assertReads(ALICE, alice, NOW, Basis.PATIENT);
        assertReads(ALICE, alice, LATER, Basis.PATIENT);
    }

    function test_aFormerControllerReadsAsAProxy() external {
        handOver(ALICE, newAlice);
        Appointment memory a = appointment();
        a.proxy = alice;
        appoint(a);
        assertReads(ALICE, alice, NOW - 1, Basis.UNDETERMINED);
        assertReads(ALICE, alice, NOW, Basis.PATIENT);
        assertReads(ALICE, alice, UNTIL, Basis.NONE);
    }
}
