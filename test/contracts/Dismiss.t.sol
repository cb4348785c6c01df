// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Basis} from "../../contracts/interfaces/IAccessLog.sol";
import {IPatients} from "../../contracts/interfaces/IPatients.sol";
import {Appointment, IProxies} from "../../contracts/interfaces/IProxies.sol";
import {ProxyWorld} from "./ProxyWorld.sol";

// dismiss
// ├── when the caller is neither the controller nor the proxy itself → it reverts with NotController
// └── otherwise the proxy's powers end now
//     ├── by the controller: the epoch is the next
//     ├── by the proxy: it resigns, and voids nothing
//     ├── what it did before stands, also when it is dismissed twice
//     └── who never was a proxy is none
contract DismissTest is ProxyWorld {
    function test_refusesEverybodyElse() external {
        Appointment memory a = appointment();
        appoint(a);
        a.proxy = brother;
        appoint(a);
        address[6] memory callers = [stranger, bob, hospital, registrar, admin, brother];
        for (uint256 i = 0; i < callers.length; ++i) {
            bytes memory refusal = abi.encodeWithSelector(IPatients.NotController.selector, callers[i], alice);
            refuse(callers[i], abi.encodeCall(registry.dismiss, (ALICE, guardian)), refusal);
        }
    }

    function test_endsThePowersNowAndRaisesTheEpoch() external {
        appoint(appointment());
        vm.warp(NOW + 10);
        vm.expectEmit(address(registry));
        emit IProxies.Dismissed(ALICE, guardian, NOW + 10, 2, alice);
        dismiss(ALICE, guardian);
        assertDoesNotConsent(ALICE, guardian);
        assertEpoch(ALICE, 2);
    }

    function test_aProxyResignsAndVoidsNothing() external {
        appoint(appointment());
        vm.warp(NOW + 10);
        vm.expectEmit(address(registry));
        emit IProxies.Dismissed(ALICE, guardian, NOW + 10, 1, guardian);
        vm.prank(guardian);
        registry.dismiss(ALICE, guardian);
        assertDoesNotConsent(ALICE, guardian);
        assertEpoch(ALICE, 1);
    }

    function test_keepsWhatWasBefore() external {
        appoint(appointment());
        vm.warp(NOW + 10);
        dismiss(ALICE, guardian);
        vm.warp(NOW + 20);
        dismiss(ALICE, guardian);
        vm.assertEq(registry.proxyOf(ALICE, guardian).until, NOW + 10);
        assertReads(ALICE, guardian, NOW - 1, Basis.NONE);
        assertReads(ALICE, guardian, NOW, Basis.PATIENT);
        assertReads(ALICE, guardian, NOW + 9, Basis.PATIENT);
        assertReads(ALICE, guardian, NOW + 10, Basis.NONE);
        assertReads(ALICE, guardian, NOW + 11, Basis.NONE);
    }

    function test_takesBackPowersThatHaveNotBegun() external {
        Appointment memory a = appointment();
        a.from = NOW + 10;
        appoint(a);
        dismiss(ALICE, guardian);
        vm.warp(NOW + 20);
        assertDoesNotConsent(ALICE, guardian);
        assertReads(ALICE, guardian, NOW + 15, Basis.NONE);
    }

    /// deep-config: fuzz.runs = 100000
    function testFuzz_endsThePowersAtItsSecondAndKeepsWhatWasBefore(uint256 seed) external {
        Appointment memory a = appointment();
        (a.from, a.until) = rollWindow(seed, 0);
        appoint(a);
        uint40 end = NOW + uint40(roll(seed, 1) % 60);
        vm.warp(end);
        vm.prank(roll(seed, 2) % 2 == 0 ? alice : guardian);
        registry.dismiss(ALICE, guardian);
        uint40 time = rollTime(seed, 3);
        bool held = a.from <= time && time < a.until && time < end;
        assertReads(ALICE, guardian, time, held ? Basis.PATIENT : Basis.NONE);
        assertDoesNotConsent(ALICE, guardian);
    }

    function testFuzz_whoNeverWasAProxyIsNone(address account) external {
        vm.assume(account != alice && account != address(registry));
        vm.prank(account);
        registry.dismiss(ALICE, account);
        assertDoesNotConsent(ALICE, account);
        assertReads(ALICE, account, NOW, Basis.NONE);
        assertEpoch(ALICE, 0);
    }
}
