// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {AccessEntry, Basis, IAccessLog} from "../../contracts/interfaces/IAccessLog.sol";
import {IConsents, Permit, Terms} from "../../contracts/interfaces/IConsents.sol";
import {ActorKind, IDirectory, Policy, Role} from "../../contracts/interfaces/IDirectory.sol";
import {IGateways} from "../../contracts/interfaces/IGateways.sol";
import {IPatients} from "../../contracts/interfaces/IPatients.sol";
import {IRecords, Status} from "../../contracts/interfaces/IRecords.sol";
import {ISignable} from "../../contracts/interfaces/ISignable.sol";
import {Signing} from "./Signing.sol";
import {Access} from "./Words.sol";

// The eight rules of the design, each by its number. What the functions do in full is in their own tests; who may call what, in Powers.
contract RulesTest is Signing {
    // 1. Only a patient's controller changes that patient's consent. Only a record's custodian amends it. Only an organization speaks for its
    //    actors. Nobody logs in another's name except a gateway of the record's custodian.

    function test_rule1_onlyTheControllerChangesAPatientsConsent() external {
        permit(terms());
        address[4] memory others = [hospital, admin, bob, radiologist];
        for (uint256 i = 0; i < others.length; ++i) {
            vm.startPrank(others[i]);
            bytes memory refusal = abi.encodeWithSelector(IPatients.NotActingFor.selector, others[i], ALICE);
            vm.expectRevert(refusal);
            registry.permit(terms());
            vm.expectRevert(refusal);
            registry.revoke(ALICE, RECORD, radiologist);
            vm.stopPrank();
        }
        vm.assertEq(versionOf(terms()), 1);
    }

    function test_rule1_onlyTheCustodianAmendsARecord() external {
        vm.expectRevert(abi.encodeWithSelector(IRecords.NotCustodian.selector, clinic, hospital));
        vm.prank(clinic);
        registry.amend(RECORD, keccak256("next digest"), Status.AMENDED);
    }

    function test_rule1_onlyAnOrganizationSpeaksForItsActors() external {
        vm.startPrank(clinic);
        vm.expectRevert(abi.encodeWithSelector(IDirectory.BelongsToAnother.selector, radiologist, hospital));
        registry.admit(radiologist, ActorKind.PRACTITIONER, Role.EMERGENCY, 0, NO_END);
        vm.expectRevert(abi.encodeWithSelector(IDirectory.NotItsOrganization.selector, clinic, hospital));
        registry.suspend(radiologist);
    }

    function test_rule1_nobodyLogsInAnothersNameButTheCustodiansGateway() external {
        vm.prank(clinic);
        registry.admit(stranger, ActorKind.DEVICE, Role.GATEWAY, 0, NO_END);
        vm.expectRevert(abi.encodeWithSelector(IAccessLog.NotCustodiansGateway.selector, stranger, hospital));
        logBatch(stranger, 1, entry());
        vm.expectRevert(abi.encodeWithSelector(IGateways.NotGateway.selector, resident));
        logBatch(resident, 1, entry());
        logBatch(gateway, 1, entry());
    }

    // 2. A revoke raises the version, so nothing signed before it can be played after it; raising the epoch voids everything signed and not
    //    yet sent.

    function test_rule2_nothingSignedBeforeARevokeIsTakenAfterIt() external {
        bytes memory signature = signPermit(terms());
        bytes memory revocation = signRevocation(terms());
        revoke(terms());
        bytes memory refusal = abi.encodeWithSelector(ISignable.WrongSignature.selector, alice);
        vm.expectRevert(refusal);
        relayPermit(terms(), NO_END, signature);
        vm.expectRevert(refusal);
        relayRevocation(terms(), NO_END, revocation);
    }

    function test_rule2_raisingTheEpochVoidsEverythingSigned() external {
        Terms memory all = terms();
        all.scope = ALL_RECORDS;
        bytes[3] memory signed = [signPermit(terms()), signPermit(all), signRevocation(terms())];
        vm.prank(alice);
        registry.voidSignatures(ALICE);
        bytes memory refusal = abi.encodeWithSelector(ISignable.WrongSignature.selector, alice);
        vm.expectRevert(refusal);
        relayPermit(terms(), NO_END, signed[0]);
        vm.expectRevert(refusal);
        relayPermit(all, NO_END, signed[1]);
        vm.expectRevert(refusal);
        relayRevocation(terms(), NO_END, signed[2]);
    }

    // 3. Revoking ends `until` now. It never deletes, never reverts for gas reasons, and always wins over a permit ordered after it that was
    //    signed before it.

    function test_rule3_revokeWinsOverAPermitSignedBefore() external {
        permit(terms());
        bytes memory signature = signPermit(terms());
        revoke(terms());
        vm.expectRevert(abi.encodeWithSelector(ISignable.WrongSignature.selector, alice));
        relayPermit(terms(), NO_END, signature);
        assertBasis(access(), Basis.NONE);
    }

    function test_rule3_revokeEndsNowAndDeletesNothing() external {
        permit(terms());
        vm.warp(NOW + 10);
        revoke(terms());
        Permit memory left = registry.permitOf(ALICE, RECORD, radiologist);
        vm.assertEq(abi.encode(left), abi.encode(Permit(NOW, NOW + 10, 2, false, terms().purposes, terms().kinds)));
    }

    function test_rule3_revokeNeverRefusesTheController() external {
        for (uint32 version = 1; version <= 3; ++version) {
            revoke(terms());
            vm.assertEq(versionOf(terms()), version);
        }
    }

    // 4. Access numbers of a record are 1..n without a gap; so are a gateway's entries. A batch names the first number it expects and reverts
    //    whole on a mismatch: resending is harmless.

    function test_rule4_numbersHaveNoGapWhoeverLogs() external {
        logBatch(gateway, 1, entry());
        vm.prank(radiologist);
        registry.logOwn(entry());
        logBatch(gateway, 2, entry());
        vm.assertEq(registry.accessCountOf(RECORD), 3);
        vm.assertEq(registry.entryCountOf(gateway), 2);
    }

    function test_rule4_aBatchSentTwiceIsRefusedWhole() external {
        logBatch(gateway, 1, entry());
        vm.expectRevert(abi.encodeWithSelector(IAccessLog.WrongNumber.selector, 2, 1));
        logBatch(gateway, 1, entry());
        vm.assertEq(registry.accessCountOf(RECORD), 1);
    }

    // 5. The log never refuses the truth.

    function test_rule5_anAccessWithoutLeaveIsLogged() external {
        vm.prank(hospital);
        registry.suspend(radiologist);
        assertBasis(access(), Basis.NONE);
        vm.prank(radiologist);
        registry.logOwn(entry());
        Access memory stated = access();
        (stated.account, stated.claim, stated.purpose) = (stranger, BY_NONE, 255);
        logBatch(gateway, 1, entry(stated));
        vm.assertEq(registry.accessCountOf(RECORD), 2);
    }

    // 6. An entry names its leave, and the contract checks it for the time of the access.

    function test_rule6_theTimeOfTheAccessCounts() external {
        vm.warp(NOW + 10);
        permit(terms());
        vm.warp(NOW + 20);
        revoke(terms());
        assertBasis(basisAt(NOW + 9), Basis.NONE);
        assertBasis(basisAt(NOW + 10), Basis.PERMIT);
        assertBasis(basisAt(NOW + 19), Basis.PERMIT);
        assertBasis(basisAt(NOW + 20), Basis.NONE);
    }

    function test_rule6_aLeaveNotClaimedDoesNotCount() external {
        permit(terms());
        Access memory stated = access();
        uint8[5] memory claims = [BY_NONE, BY_PATIENT, BY_POLICY, BY_EMERGENCY, BY_PERMIT | TO_ORGANIZATION];
        for (uint256 i = 0; i < claims.length; ++i) {
            stated.claim = claims[i];
            assertBasis(stated, Basis.NONE);
        }
        for (uint8 claim = 5; claim < 8; ++claim) {
            stated.claim = claim;
            assertBasis(stated, Basis.NONE);
        }
    }

    function test_rule6_whoseValidityHasEndedHasNoLeave() external {
        permit(terms());
        vm.prank(hospital);
        registry.suspend(radiologist);
        assertBasis(access(), Basis.NONE);
    }

    function test_rule6_whatStorageNoLongerKnowsIsUndetermined() external {
        permit(terms());
        vm.warp(NOW + 10);
        permit(terms());
        assertBasis(basisAt(NOW), Basis.UNDETERMINED);
    }

    // 7. No function loops over anything but its own arguments. No administrator can change or delete a record, permit or access.

    function test_rule7_noCallNeedsMoreThanEightMillionGas() external {
        AccessEntry[] memory entries = new AccessEntry[](100);
        for (uint256 i = 0; i < entries.length; ++i) entries[i] = entry();
        vm.prank(gateway);
        registry.logAccesses{gas: 8_000_000}(1, entries);
    }

    function test_rule7_anAdministratorEndsMembershipsAndNothingElse() external {
        permit(terms());
        bytes32 records = keccak256(abi.encode(registry.recordOf(RECORD), registry.patientOf(ALICE)));
        vm.startPrank(admin);
        registry.suspendOrganization(hospital);
        registry.admitOrganization(hospital);
        vm.assertEq(records, keccak256(abi.encode(registry.recordOf(RECORD), registry.patientOf(ALICE))));
        Permit memory left = registry.permitOf(ALICE, RECORD, radiologist);
        vm.assertEq(abi.encode(left), abi.encode(Permit(NOW, NO_END, 1, false, terms().purposes, terms().kinds)));
    }

    // 8. Any one permit suffices, and the policy speaks only where the patient has said nothing to that organization.

    function test_rule8_anyOnePermitSuffices() external {
        Terms memory all = terms();
        all.scope = ALL_RECORDS;
        permit(all);
        revoke(terms());
        Access memory stated = access();
        assertBasis(stated, Basis.NONE);
        stated.claim = BY_PERMIT | FOR_ALL;
        assertBasis(stated, Basis.PERMIT);
    }

    function test_rule8_thePolicySpeaksOnlyWhereThePatientHasSaidNothing() external {
        vm.prank(hospital);
        registry.choosePolicy(Policy.ALL_NORMAL);
        Access memory stated = access();
        stated.claim = BY_POLICY;
        assertBasis(stated, Basis.POLICY);
        Terms memory t = terms();
        (t.grantee, t.purposes) = (hospital, uint88(1) << RESEARCH);
        permit(t);
        assertBasis(stated, Basis.NONE);
    }
}
