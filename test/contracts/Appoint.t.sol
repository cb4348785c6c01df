// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Basis} from "../../contracts/interfaces/IAccessLog.sol";
import {IDirectory} from "../../contracts/interfaces/IDirectory.sol";
import {IPatients} from "../../contracts/interfaces/IPatients.sol";
import {Appointment, IProxies, Power, Proxy} from "../../contracts/interfaces/IProxies.sol";
import {ProxyWorld} from "./ProxyWorld.sol";

// appoint
// ├── when the caller is not the controller → it reverts with NotController, also for a proxy with every power
// ├── when the proxy is the zero address → it reverts with NoProxy
// ├── when no power is named, or one that does not exist → it reverts with UnknownPowers
// ├── when the window is empty or over → it reverts with EmptyWindow
// └── otherwise
//     ├── the proxy has these terms, and none that it had before
//     ├── a start in the past is now
//     ├── it notes when a custodial key appointed
//     ├── it notes when earlier terms are lost
//     └── the epoch is the next
contract AppointTest is ProxyWorld {
    function test_refusesWhoIsNotTheController() external {
        appoint(appointment());
        assertOnlyController(ALICE, abi.encodeCall(registry.appoint, (appointment())));
        Appointment memory nobodys = appointment();
        nobodys.patient = 9;
        bytes memory refusal = abi.encodeWithSelector(IPatients.NotController.selector, alice, address(0));
        refuse(alice, abi.encodeCall(registry.appoint, (nobodys)), refusal);
    }

    function test_refusesTheZeroAddress() external {
        Appointment memory a = appointment();
        a.proxy = address(0);
        assertRefused(a, abi.encodeWithSelector(IProxies.NoProxy.selector));
    }

    function testFuzz_refusesPowersThatDoNotExist(uint8 powers) external {
        vm.assume(powers == 0 || powers > 3);
        Appointment memory a = appointment();
        a.powers = powers;
        assertRefused(a, abi.encodeWithSelector(IProxies.UnknownPowers.selector, powers));
    }

    function test_refusesAnEmptyWindow() external {
        Appointment memory a = appointment();
        (a.from, a.until) = (NOW + 2, NOW + 2);
        assertRefused(a, abi.encodeWithSelector(IDirectory.EmptyWindow.selector, NOW + 2, NOW + 2));
        (a.from, a.until) = (NOW + 3, NOW + 2);
        assertRefused(a, abi.encodeWithSelector(IDirectory.EmptyWindow.selector, NOW + 3, NOW + 2));
        (a.from, a.until) = (NOW - 5, NOW);
        assertRefused(a, abi.encodeWithSelector(IDirectory.EmptyWindow.selector, NOW, NOW));
    }

    function testFuzz_givesTheTermsAndRaisesTheEpoch(
        address proxy,
        uint8 powers,
        bool springing,
        uint40 from,
        uint40 until
    ) external {
        vm.assume(proxy != address(0));
        powers = uint8(within(powers, 1, 3));
        until = uint40(within(until, NOW + 1, NO_END));
        from = uint40(within(from, 0, until - 1));
        uint40 start = from < NOW ? NOW : from;
        vm.expectEmit(address(registry));
        emit IProxies.Appointed(ALICE, proxy, powers, springing, start, until, 1);
        appoint(Appointment(ALICE, proxy, powers, springing, from, until));
        assertProxy(ALICE, proxy, Proxy(start, until, powers, springing, false, false));
        assertEpoch(ALICE, 1);
        assertEpoch(BOB, 0);
    }

    function test_takesThePlaceOfEarlierTerms() external {
        appoint(appointment());
        vm.warp(NOW + 10);
        Appointment memory a = appointment();
        (a.powers, a.springing, a.until) = (Power.ACCESS, true, UNTIL + 5);
        appoint(a);
        assertProxy(ALICE, guardian, Proxy(NOW + 10, UNTIL + 5, Power.ACCESS, true, false, true));
        assertEpoch(ALICE, 2);
    }

    function test_losesNothingInTheSameSecond() external {
        appoint(appointment());
        appoint(appointment());
        vm.assertFalse(registry.proxyOf(ALICE, guardian).replaced);
    }

    function test_losesNothingWhereEarlierTermsNeverHeld() external {
        Appointment memory a = appointment();
        a.from = NOW + 10;
        appoint(a);
        dismiss(ALICE, guardian);
        vm.warp(NOW + 5);
        appoint(appointment());
        vm.assertFalse(registry.proxyOf(ALICE, guardian).replaced);
    }

    function test_remembersTheLossThroughAnAppointmentInTheSameSecond() external {
        appoint(appointment());
        vm.warp(NOW + 10);
        appoint(appointment());
        appoint(appointment());
        vm.assertTrue(registry.proxyOf(ALICE, guardian).replaced);
    }

    function test_notesThatACustodialKeyAppointed() external {
        Appointment memory a = appointment();
        a.patient = CAROL;
        appoint(a);
        assertProxy(CAROL, guardian, Proxy(NOW, UNTIL, a.powers, false, true, false));
        claimCarol();
        vm.warp(NOW + 1);
        appoint(a);
        assertProxy(CAROL, guardian, Proxy(NOW + 1, UNTIL, a.powers, false, false, true));
    }

    function test_isForOnePatient() external {
        appoint(appointment());
        assertProxy(BOB, guardian, Proxy(0, 0, 0, false, false, false));
        assertDoesNotConsent(BOB, guardian);
    }

    function testFuzz_consentsOrReadsByThePowerGivenInItsWindow(uint8 powers, uint256 seed) external {
        Appointment memory a = appointment();
        a.powers = 1 + (powers % 3);
        (a.from, a.until) = rollWindow(seed, 0);
        appoint(a);
        uint40 time = NOW + uint40(roll(seed, 1) % 60);
        vm.warp(time);
        bool isIn = a.from <= time && time < a.until;
        assertReads(ALICE, guardian, time, isIn && a.powers & Power.ACCESS != 0 ? Basis.PATIENT : Basis.NONE);
        if (isIn && a.powers & Power.CONSENT != 0) assertConsents(ALICE, guardian);
        else assertDoesNotConsent(ALICE, guardian);
    }

    function assertRefused(Appointment memory a, bytes memory refusal) private {
        refuse(alice, abi.encodeCall(registry.appoint, (a)), refusal);
    }

    function assertProxy(uint48 patient, address proxy, Proxy memory expected) private view {
        vm.assertEq(abi.encode(registry.proxyOf(patient, proxy)), abi.encode(expected));
    }
}
