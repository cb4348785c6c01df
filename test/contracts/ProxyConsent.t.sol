// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Terms} from "../../contracts/interfaces/IConsents.sol";
import {IPatients} from "../../contracts/interfaces/IPatients.sol";
import {Appointment, IProxies, Power} from "../../contracts/interfaces/IProxies.sol";
import {Target} from "../../contracts/interfaces/IConsents.sol";
import {ProxyWorld} from "./ProxyWorld.sol";

// permit, revoke, revokeMany and voidSignatures by a proxy
// ├── when it has no power to consent now → it reverts with NotActingFor
// ├── when the permit would outlast the power → it reverts with OutlastsPower
// └── otherwise it is the patient's word, and the event names the proxy
//     ├── a springing proxy's permit outlasts neither its power nor the incapacity
//     ├── a guardian's power ends at its second, without a transaction
//     └── acts on who acts for the patient are refused all the same
contract ProxyConsentTest is ProxyWorld {
    function test_needsThePowerToConsent() external {
        Appointment memory a = appointment();
        a.powers = Power.ACCESS;
        appoint(a);
        assertAllRefused(guardian);
        assertAllRefused(stranger);
        a.powers = Power.CONSENT;
        appoint(a);
        assertAllTaken(guardian);
    }

    function test_endsAtItsSecondWithoutATransaction() external {
        Appointment memory a = appointment();
        a.from = NOW + 10;
        appoint(a);
        vm.warp(NOW + 9);
        assertAllRefused(guardian);
        vm.warp(NOW + 10);
        assertAllTaken(guardian);
        vm.warp(UNTIL - 1);
        assertAllTaken(guardian);
        vm.warp(UNTIL);
        assertAllRefused(guardian);
        vm.warp(UNTIL + 1);
        assertAllRefused(guardian);
    }

    function testFuzz_aPermitNeverOutlastsThePower(uint40 until) external {
        until = uint40(within(until, NOW + 1, NO_END));
        appoint(appointment());
        Terms memory t = terms();
        t.until = until;
        if (until > UNTIL) {
            bytes memory refusal = abi.encodeWithSelector(IProxies.OutlastsPower.selector, until, UNTIL);
            refuse(guardian, abi.encodeCall(registry.permit, (t)), refusal);
            return;
        }
        vm.prank(guardian);
        registry.permit(t);
        vm.assertEq(registry.permitOf(ALICE, RECORD, radiologist).until, until);
    }

    function test_aPermitMayEndWithThePowerAndNotASecondLater() external {
        appoint(appointment());
        assertPermitsUntil(UNTIL);
    }

    function test_aSpringingProxysPermitOutlastsNeitherTheIncapacityNorItsOwnPower() external {
        Appointment memory a = appointment();
        a.springing = true;
        appoint(a);
        declareIncapacity(ALICE, NOW + 100);
        assertPermitsUntil(NOW + 100);
        declareIncapacity(ALICE, UNTIL + 100);
        assertPermitsUntil(UNTIL);
    }

    function test_aPowerThatDoesNotSpringHasNothingToDoWithAnIncapacity() external {
        appoint(appointment());
        declareIncapacity(ALICE, NOW + 100);
        assertPermitsUntil(UNTIL);
    }

    function test_aProxyTakesBackWhatThePatientPermitted() external {
        permit(terms());
        appoint(appointment());
        vm.prank(guardian);
        registry.revoke(ALICE, RECORD, radiologist);
        vm.assertEq(registry.permitOf(ALICE, RECORD, radiologist).until, NOW);
    }

    function test_aPermitOfADismissedProxyStandsUntilItIsTakenBack() external {
        appoint(appointment());
        Terms memory t = terms();
        t.until = UNTIL;
        vm.prank(guardian);
        registry.permit(t);
        dismiss(ALICE, guardian);
        vm.assertEq(registry.permitOf(ALICE, RECORD, radiologist).until, UNTIL);
        revoke(t);
        vm.assertEq(registry.permitOf(ALICE, RECORD, radiologist).until, NOW);
    }

    function test_severalProxiesEachDecideAlone() external {
        appoint(appointment());
        Appointment memory a = appointment();
        a.proxy = brother;
        appoint(a);
        assertAllTaken(guardian);
        assertAllTaken(brother);
        dismiss(ALICE, guardian);
        assertAllRefused(guardian);
        assertAllTaken(brother);
    }

    function test_aProxyNeverDecidesWhoActs() external {
        appoint(appointment());
        bytes[5] memory acts = [
            abi.encodeCall(registry.offerHandover, (ALICE, guardian)),
            abi.encodeCall(registry.appoint, (appointment())),
            abi.encodeCall(registry.dismiss, (ALICE, brother)),
            abi.encodeCall(registry.chooseRecovery, (ALICE, guardian, DELAY)),
            abi.encodeCall(registry.vetoRecovery, (ALICE))
        ];
        for (uint256 i = 0; i < acts.length; ++i) {
            refuse(guardian, acts[i], abi.encodeWithSelector(IPatients.NotController.selector, guardian, alice));
        }
    }

    function assertPermitsUntil(uint40 until) private {
        Terms memory t = terms();
        t.until = until + 1;
        bytes memory refusal = abi.encodeWithSelector(IProxies.OutlastsPower.selector, until + 1, until);
        refuse(guardian, abi.encodeCall(registry.permit, (t)), refusal);
        t.until = until;
        vm.prank(guardian);
        registry.permit(t);
    }

    function assertAllTaken(address by) private {
        bytes[4] memory acts = consentActs();
        for (uint256 i = 0; i < acts.length; ++i) {
            vm.prank(by);
            (bool done, ) = address(registry).call(acts[i]);
            vm.assertTrue(done, "an act of a proxy in force");
        }
    }

    function assertAllRefused(address by) private {
        bytes[4] memory acts = consentActs();
        bytes memory refusal = abi.encodeWithSelector(IPatients.NotActingFor.selector, by, ALICE);
        for (uint256 i = 0; i < acts.length; ++i) refuse(by, acts[i], refusal);
    }

    function consentActs() private view returns (bytes[4] memory) {
        Target[] memory targets = new Target[](1);
        targets[0] = Target(RECORD, radiologist);
        return
            [
                abi.encodeCall(registry.permit, (shortTerms(ALICE))),
                abi.encodeCall(registry.revoke, (ALICE, RECORD, radiologist)),
                abi.encodeCall(registry.revokeMany, (ALICE, targets)),
                abi.encodeCall(registry.voidSignatures, (ALICE))
            ];
    }
}
