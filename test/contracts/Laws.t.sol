// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {AccessEntry, Basis} from "../../contracts/interfaces/IAccessLog.sol";
import {Permit, Terms} from "../../contracts/interfaces/IConsents.sol";
import {Actor, ActorKind} from "../../contracts/interfaces/IDirectory.sol";
import {Patient} from "../../contracts/interfaces/IPatients.sol";
import {Record} from "../../contracts/interfaces/IRecords.sol";
import {Handler} from "./Handler.sol";
import {Pools} from "./Pools.sol";
import {Access, packAccess} from "./Words.sol";

// What holds after any calls of anybody, in any order. (To run this file alone, name Handler.sol beside it.)
contract LawsTest is Pools {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Handler private handler;

    function setUp() public override {
        handler = new Handler();
        registry = handler.deployed();
        group = registry.groupAddress(1);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @dev Of the handler, what somebody does.
    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(handler), new bytes4[](20));
        bytes4[20] memory deeds = [
            handler.pass.selector,
            handler.permit.selector,
            handler.revoke.selector,
            handler.revokeBySignature.selector,
            handler.signAndKeep.selector,
            handler.sendKept.selector,
            handler.voidSignatures.selector,
            handler.handOver.selector,
            handler.admit.selector,
            handler.admitWhatIsNoStaff.selector,
            handler.suspend.selector,
            handler.suspendOrAdmitOrganization.selector,
            handler.includeOrExclude.selector,
            handler.choosePolicy.selector,
            handler.register.selector,
            handler.amend.selector,
            handler.logOwn.selector,
            handler.logAccesses.selector,
            handler.administer.selector,
            handler.intrude.selector
        ];
        for (uint256 i = 0; i < deeds.length; ++i) targets[0].selectors[i] = deeds[i];
    }

    function invariant_accessNumbersHaveNoGap() external view {
        for (uint256 i = 0; i < handler.recordCount(); ++i) {
            bytes32 record = handler.records(i);
            vm.assertEq(registry.accessCountOf(record), handler.accessCount(record));
        }
        assertNever("a record's numbers have a gap");
    }

    function invariant_gatewayNumbersHaveNoGap() external view {
        vm.assertEq(registry.entryCountOf(gateway), handler.entryCount(gateway));
        vm.assertEq(registry.entryCountOf(clinicGateway), handler.entryCount(clinicGateway));
        assertNever("a gateway's numbers have a gap");
        assertNever("a batch was taken under another number than the next");
    }

    function invariant_onlyThePatientsSideChangesPermits() external view {
        for (uint256 i = 0; i < KEYS; ++i) {
            vm.assertEq(abi.encode(permitAt(i)), abi.encode(handler.permitModel(i)));
        }
    }

    function invariant_revocationNeverUndoesItself() external view {
        for (uint256 i = 0; i < KEYS; ++i) {
            uint40 revokedAt = handler.revokedAt(i);
            if (revokedAt != 0) vm.assertLe(permitAt(i).until, revokedAt, "ended when it was revoked");
        }
    }

    function invariant_aSignatureIsGoodOnceAndOnlyWhileNothingElseIsSaid() external view {
        assertNever("a signature was taken that was used or void");
        assertNever("a signature was refused that was good");
    }

    function invariant_versionsOnlyGrow() external view {
        for (uint256 i = 0; i < KEYS; ++i) vm.assertEq(permitAt(i).version, handler.permitModel(i).version);
    }

    function invariant_onlyTheControllerPassesControlOnOrVoids() external view {
        for (uint48 patient = ALICE; patient <= BOB; ++patient) {
            Patient memory model = handler.patientModel(patient);
            vm.assertEq(abi.encode(registry.patientOf(patient)), abi.encode(model));
        }
    }

    function invariant_onlyItsOrganizationChangesAnActor() external view {
        for (uint256 i = 0; i < STAFF; ++i) {
            Actor memory model = handler.actorModel(staffAt(i));
            vm.assertEq(abi.encode(registry.actorOf(staffAt(i))), abi.encode(model));
        }
        assertNever("an organization took another's actor in force");
    }

    function invariant_organizationsAndGroupsStayWhatTheyAre() external view {
        assertNever("an organization or a group became staff");
        vm.assertEq(uint256(registry.actorOf(hospital).kind), uint256(ActorKind.ORGANIZATION));
        vm.assertEq(uint256(registry.actorOf(clinic).kind), uint256(ActorKind.ORGANIZATION));
        vm.assertEq(uint256(registry.actorOf(group).kind), uint256(ActorKind.GROUP));
    }

    function invariant_recordsNeverChangeCustodianPatientOrKind() external view {
        assertNever("a record was registered twice");
        for (uint256 i = 0; i < handler.recordCount(); ++i) {
            bytes32 record = handler.records(i);
            Record memory model = handler.recordModel(record);
            model.accessCount = handler.accessCount(record);
            vm.assertEq(abi.encode(registry.recordOf(record)), abi.encode(model));
        }
    }

    function invariant_noAdministratorTouchesPermitsOrRecords() external view {
        assertNever("an administrator touched a permit or a record");
    }

    function invariant_noStrangerIsLetIn() external view {
        assertNever("a stranger was let in");
    }

    /// @dev What is no longer known becomes UNDETERMINED; nothing becomes its contrary.
    function invariant_aVerdictIsNeverContradictedLater() external view {
        Handler.Logged[] memory logged = handler.logged();
        for (uint256 i = 0; i < logged.length; ++i) {
            (Basis basis, ) = registry.basisOf(logged[i].entry);
            bool stands = uint8(basis) == logged[i].basis || basis == Basis.UNDETERMINED;
            vm.assertTrue(stands, "another verdict than the one logged");
        }
    }

    function invariant_whoIsNotInForceHasNoLeaveNow() external view {
        Access memory a = access();
        (a.time, a.purpose, a.detail) = (handler.clock(), BTG, 1);
        uint8[8] memory claims = [BY_POLICY, BY_PERMIT, 19, 35, 67, 83, 99, BY_EMERGENCY];
        for (uint256 i = 0; i < STAFF; ++i) {
            a.account = staffAt(i);
            Actor memory own = registry.actorOf(a.account);
            Actor memory organization = registry.actorOf(own.organization);
            if (own.kind == ActorKind.NONE || a.time < own.from) continue; // outside, or not yet inside
            bool isIn = a.time < own.until;
            if (isIn && organization.from <= a.time && a.time < organization.until) continue;
            for (uint256 j = 0; j < claims.length; ++j) {
                a.claim = claims[j];
                (Basis basis, ) = registry.basisOf(AccessEntry(i < 3 ? RECORD : FOREIGN_RECORD, 0, packAccess(a)));
                vm.assertTrue(basis == Basis.NONE || basis == Basis.UNDETERMINED, "a leave of who is not in force");
            }
        }
    }

    function invariant_everyWindowEndsNotBeforeItStarts() external view {
        for (uint256 i = 0; i < KEYS; ++i) vm.assertLe(permitAt(i).from, permitAt(i).until, "a permit's window");
        for (uint256 i = 0; i < STAFF; ++i) {
            Actor memory actor = registry.actorOf(staffAt(i));
            vm.assertLe(actor.from, actor.until, "an actor's window");
        }
    }

    function permitAt(uint256 key) private view returns (Permit memory) {
        Terms memory t = keyAt(key);
        return registry.permitOf(t.patient, t.scope, t.grantee);
    }

    function assertNever(string memory what) private view {
        vm.assertFalse(handler.happened(what), what);
    }
}
