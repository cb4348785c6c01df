// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {IConsents} from "../../contracts/interfaces/IConsents.sol";
import {IPatients, Patient} from "../../contracts/interfaces/IPatients.sol";
import {Appointment, Power} from "../../contracts/interfaces/IProxies.sol";
import {ProxyWorld} from "./ProxyWorld.sol";

// voidSignatures
// ├── when the caller neither is the controller nor has the power to consent → it reverts with NotActingFor
// └── otherwise → the epoch is the next, and nothing else changes
contract VoidSignaturesTest is ProxyWorld {
    function test_refusesWhoDoesNotActForThePatient() external {
        Appointment memory a = appointment();
        a.powers = Power.ACCESS;
        appoint(a);
        address[6] memory callers = [stranger, bob, hospital, registrar, admin, guardian];
        for (uint256 i = 0; i < callers.length; ++i) {
            bytes memory refusal = abi.encodeWithSelector(IPatients.NotActingFor.selector, callers[i], ALICE);
            refuse(callers[i], abi.encodeCall(registry.voidSignatures, (ALICE)), refusal);
        }
    }

    function test_raisesTheEpochAndNothingElse() external {
        Patient memory before = registry.patientOf(ALICE);
        vm.expectEmit(address(registry));
        emit IConsents.SignaturesVoided(ALICE, 1, alice);
        vm.prank(alice);
        registry.voidSignatures(ALICE);
        before.epoch = 1;
        assertPatient(ALICE, before);
        assertEpoch(BOB, 0);
    }

    function test_isForAProxyWithThePowerToo() external {
        appoint(appointment());
        vm.expectEmit(address(registry));
        emit IConsents.SignaturesVoided(ALICE, 2, guardian);
        vm.prank(guardian);
        registry.voidSignatures(ALICE);
        assertEpoch(ALICE, 2);
    }
}
