// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Basis} from "../../contracts/interfaces/IAccessLog.sol";
import {IDirectory} from "../../contracts/interfaces/IDirectory.sol";
import {IPatients} from "../../contracts/interfaces/IPatients.sol";
import {Appointment, IProxies, Incapacity} from "../../contracts/interfaces/IProxies.sol";
import {ProxyWorld} from "./ProxyWorld.sol";

// declareIncapacity
// ├── when the caller does not speak for an organization → it reverts with NotRegistrar, also for the controller
// ├── when the patient is another organization's → it reverts with NotItsPatient
// ├── when the end is not after now → it reverts with EmptyWindow
// └── otherwise springing powers are in force from now to the end
//     ├── it notes when an earlier statement is lost
//     ├── it gives no power to anybody who is no springing proxy, and voids nothing
//     └── a springing proxy has no power outside it
// endIncapacity
// ├── when the caller is neither the controller nor of the custodian → it reverts with NotRegistrar or NotItsPatient
// └── otherwise it ends now: by the controller the epoch is the next
contract IncapacityTest is ProxyWorld {
    uint40 internal constant END = NOW + 10 days;

    function test_declareRefusesWhoSpeaksForNoOrganization() external {
        address[6] memory callers = [stranger, alice, guardian, radiologist, gateway, admin];
        for (uint256 i = 0; i < callers.length; ++i) {
            bytes memory refusal = abi.encodeWithSelector(IDirectory.NotRegistrar.selector, callers[i]);
            refuse(callers[i], abi.encodeCall(registry.declareIncapacity, (ALICE, END)), refusal);
        }
    }

    function test_declareRefusesAnotherOrganizationsPatient() external {
        bytes memory refusal = abi.encodeWithSelector(IPatients.NotItsPatient.selector, ALICE, clinic);
        refuse(clinic, abi.encodeCall(registry.declareIncapacity, (ALICE, END)), refusal);
        refusal = abi.encodeWithSelector(IPatients.NotItsPatient.selector, 9, hospital);
        refuse(registrar, abi.encodeCall(registry.declareIncapacity, (9, END)), refusal);
    }

    function test_declareRefusesAnEndThatIsNotAfterNow() external {
        bytes memory refusal = abi.encodeWithSelector(IDirectory.EmptyWindow.selector, NOW, NOW);
        refuse(registrar, abi.encodeCall(registry.declareIncapacity, (ALICE, NOW)), refusal);
        refusal = abi.encodeWithSelector(IDirectory.EmptyWindow.selector, NOW, START);
        refuse(registrar, abi.encodeCall(registry.declareIncapacity, (ALICE, START)), refusal);
    }

    function testFuzz_declareStatesItFromNowOnAndVoidsNothing(uint40 until) external {
        until = uint40(within(until, NOW + 1, NO_END));
        vm.expectEmit(address(registry));
        emit IProxies.IncapacityDeclared(ALICE, NOW, until, registrar);
        vm.prank(registrar);
        registry.declareIncapacity(ALICE, until);
        assertIncapacity(Incapacity(NOW, until, false));
        assertEpoch(ALICE, 0);
    }

    function test_declareNotesWhenAnEarlierStatementIsLost() external {
        declareIncapacity(ALICE, NOW + 5);
        vm.warp(NOW + 10);
        declareIncapacity(ALICE, END);
        assertIncapacity(Incapacity(NOW + 10, END, true));
    }

    function test_declareGivesNoPowerToWhomThePatientDidNotAppointForIt() external {
        Appointment memory a = appointment();
        a.from = NOW + 1 days;
        appoint(a);
        declareIncapacity(ALICE, END);
        address[4] memory accounts = [hospital, registrar, stranger, guardian];
        for (uint256 i = 0; i < accounts.length; ++i) assertDoesNotConsent(ALICE, accounts[i]);
    }

    function test_declareLeavesThePatientItsOwnPower() external {
        declareIncapacity(ALICE, END);
        assertConsents(ALICE, alice);
        assertReads(ALICE, alice, NOW, Basis.PATIENT);
    }

    function test_aSpringingProxyHasPowerWithinItOnly() external {
        appointSpringing();
        assertDoesNotConsent(ALICE, guardian);
        vm.warp(NOW + 10);
        assertDoesNotConsent(ALICE, guardian);
        declareIncapacity(ALICE, NOW + 20);
        assertConsents(ALICE, guardian);
        vm.warp(NOW + 19);
        assertConsents(ALICE, guardian);
        vm.warp(NOW + 20);
        assertDoesNotConsent(ALICE, guardian);
        vm.warp(NOW + 30);
        assertReads(ALICE, guardian, NOW + 9, Basis.NONE);
        assertReads(ALICE, guardian, NOW + 10, Basis.PATIENT);
        assertReads(ALICE, guardian, NOW + 11, Basis.PATIENT);
        assertReads(ALICE, guardian, NOW + 19, Basis.PATIENT);
        assertReads(ALICE, guardian, NOW + 20, Basis.NONE);
    }

    function test_whatAnEarlierStatementCoveredIsUndetermined() external {
        appointSpringing();
        declareIncapacity(ALICE, NOW + 5);
        vm.warp(NOW + 10);
        declareIncapacity(ALICE, END);
        assertReads(ALICE, guardian, NOW - 1, Basis.NONE);
        assertReads(ALICE, guardian, NOW, Basis.UNDETERMINED);
        assertReads(ALICE, guardian, NOW + 9, Basis.UNDETERMINED);
        assertReads(ALICE, guardian, NOW + 10, Basis.PATIENT);
    }

    function test_endRefusesEverybodyElse() external {
        appointSpringing();
        declareIncapacity(ALICE, END);
        bytes memory call = abi.encodeCall(registry.endIncapacity, (ALICE));
        address[5] memory callers = [stranger, guardian, bob, radiologist, admin];
        for (uint256 i = 0; i < callers.length; ++i) {
            refuse(callers[i], call, abi.encodeWithSelector(IDirectory.NotRegistrar.selector, callers[i]));
        }
        refuse(clinic, call, abi.encodeWithSelector(IPatients.NotItsPatient.selector, ALICE, clinic));
    }

    function test_endByTheCustodianVoidsNothing() external {
        assertEndsIt(registrar, 1);
    }

    function test_endByTheControllerRaisesTheEpoch() external {
        assertEndsIt(alice, 2);
    }

    function test_endWithoutAStatementLeavesNone() external {
        vm.prank(hospital);
        registry.endIncapacity(ALICE);
        assertIncapacity(Incapacity(0, 0, false));
    }

    function testFuzz_aSpringingProxyReadsWithinItAndItsOwnWindowAlone(uint256 seed) external {
        Appointment memory a = appointment();
        (a.springing, a.from) = (true, 0);
        (a.from, a.until) = rollWindow(seed, 0);
        appoint(a);
        (uint40 from, uint40 until) = rollWindow(seed, 1);
        vm.warp(from);
        declareIncapacity(ALICE, until);
        uint40 end = from + uint40(roll(seed, 2) % 40);
        vm.warp(end);
        vm.prank(roll(seed, 3) % 2 == 0 ? registrar : alice);
        registry.endIncapacity(ALICE);
        uint40 time = rollTime(seed, 4);
        bool held = a.from <= time && time < a.until && from <= time && time < until && time < end;
        assertReads(ALICE, guardian, time, held ? Basis.PATIENT : Basis.NONE);
        assertDoesNotConsent(ALICE, guardian);
    }

    function assertEndsIt(address by, uint32 epoch) private {
        appointSpringing();
        declareIncapacity(ALICE, END);
        vm.warp(NOW + 10);
        vm.expectEmit(address(registry));
        emit IProxies.IncapacityEnded(ALICE, NOW + 10, epoch, by);
        vm.prank(by);
        registry.endIncapacity(ALICE);
        assertIncapacity(Incapacity(NOW, NOW + 10, false));
        assertEpoch(ALICE, epoch);
        assertDoesNotConsent(ALICE, guardian);
        assertReads(ALICE, guardian, NOW + 9, Basis.PATIENT);
        assertReads(ALICE, guardian, NOW + 10, Basis.NONE);
    }

    function appointSpringing() private {
        Appointment memory a = appointment();
        a.springing = true;
        appoint(a);
    }

    function assertIncapacity(Incapacity memory expected) private view {
        vm.assertEq(abi.encode(registry.incapacityOf(ALICE)), abi.encode(expected));
    }
}
