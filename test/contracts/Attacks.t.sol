// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {AccessEntry, Basis, IAccessLog} from "../../contracts/interfaces/IAccessLog.sol";
import {IConsents, Target, Terms} from "../../contracts/interfaces/IConsents.sol";
import {ActorKind, IDirectory, Role} from "../../contracts/interfaces/IDirectory.sol";
import {IGateways} from "../../contracts/interfaces/IGateways.sol";
import {Hold, IPatients} from "../../contracts/interfaces/IPatients.sol";
import {IReviews, Outcome, Review} from "../../contracts/interfaces/IReviews.sol";
import {ISignable, Signed} from "../../contracts/interfaces/ISignable.sol";
import {ProxyWorld} from "./ProxyWorld.sol";
import {Signing} from "./Signing.sol";
import {Vm} from "./Vm.sol";
import {World} from "./World.sol";
import {Access, packAccess} from "./Words.sol";

// What works against published registries of this kind
// ├── an entry forged in another's name → it carries the name of who sent it, or is refused
// ├── a stranger overwrites an actor → refused
// ├── anybody writes a consent → refused: directly, by a signature of their own, by way of the registry itself
// ├── an emergency that can never be finished → declared, logged, reviewed by another person: each step is reachable
// ├── the administrator reads, permits or makes its AccessManager do it → refused, or logged as NONE
// └── a consent is played again after it was taken back → refused
contract AttacksTest is ProxyWorld, Signing {
    address internal reviewer = name("reviewer");

    function setUp() public override(ProxyWorld, World) {
        super.setUp();
        vm.prank(hospital);
        registry.admit(reviewer, ActorKind.PRACTITIONER, Role.REVIEWER | Role.EMERGENCY, 0, NO_END);
    }

    function test_anEntryInAnothersNameCarriesTheNameOfWhoSentIt() external {
        permit(terms());
        AccessEntry memory forged = entry(); // names the radiologist
        vm.recordLogs();
        vm.prank(consultant);
        registry.logOwn(forged);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        vm.assertEq(logs.length, 1);
        vm.assertEq(logs[0].topics[2], bytes32(uint256(uint160(consultant))));
        (, , uint256 verdict) = abi.decode(logs[0].data, (bytes32, uint256, uint256));
        vm.assertEq(uint8(verdict >> 80), uint256(Basis.NONE));
    }

    function test_nobodyButAGatewayLogsForOthers() external {
        AccessEntry[] memory entries = new AccessEntry[](1);
        entries[0] = entry();
        bytes memory call = abi.encodeCall(registry.logAccesses, (1, entries));
        address[7] memory callers = [stranger, radiologist, registrar, hospital, alice, admin, reviewer];
        for (uint256 i = 0; i < callers.length; ++i) {
            refuse(callers[i], call, abi.encodeWithSelector(IGateways.NotGateway.selector, callers[i]));
        }
    }

    function test_aGatewayLogsNothingForAnotherCustodian() external {
        AccessEntry[] memory entries = new AccessEntry[](2);
        (entries[0], entries[1]) = (entry(), entry());
        entries[1].record = FOREIGN_RECORD;
        bytes memory refusal = abi.encodeWithSelector(IAccessLog.NotCustodiansGateway.selector, gateway, clinic);
        refuse(gateway, abi.encodeCall(registry.logAccesses, (1, entries)), refusal);
        vm.assertEq(registry.accessCountOf(RECORD), 0);
    }

    function test_aStrangerOverwritesNoActor() external {
        bytes memory call = abi.encodeCall(registry.admit, (radiologist, ActorKind.DEVICE, 31, 0, NO_END));
        address[5] memory callers = [stranger, alice, admin, registrar, radiologist];
        for (uint256 i = 0; i < callers.length; ++i) {
            refuse(callers[i], call, abi.encodeWithSelector(IDirectory.NotOrganization.selector, callers[i]));
        }
        bytes memory refusal = abi.encodeWithSelector(IDirectory.BelongsToAnother.selector, radiologist, hospital);
        refuse(clinic, call, refusal);
        call = abi.encodeCall(registry.admit, (hospital, ActorKind.PRACTITIONER, 31, 0, NO_END));
        refuse(clinic, call, abi.encodeWithSelector(IDirectory.BelongsToAnother.selector, hospital, hospital));
    }

    function test_nobodyElseWritesAConsent() external {
        Target[] memory targets = new Target[](1);
        targets[0] = Target(RECORD, radiologist);
        bytes[4] memory acts = [
            abi.encodeCall(registry.permit, (terms())),
            abi.encodeCall(registry.revoke, (ALICE, RECORD, radiologist)),
            abi.encodeCall(registry.revokeMany, (ALICE, targets)),
            abi.encodeCall(registry.voidSignatures, (ALICE))
        ];
        address[8] memory callers = [
            stranger,
            hospital,
            registrar,
            radiologist,
            gateway,
            admin,
            bob,
            address(registry)
        ];
        for (uint256 i = 0; i < callers.length; ++i) {
            // The registry acts for whoever signed, and outside of an act nobody did.
            address by = callers[i] == address(registry) ? address(0) : callers[i];
            bytes memory refusal = abi.encodeWithSelector(IPatients.NotActingFor.selector, by, ALICE);
            for (uint256 j = 0; j < acts.length; ++j) refuse(callers[i], acts[j], refusal);
        }
    }

    function test_nobodyElseSignsAConsent() external {
        bytes memory signature = sign(BOB_KEY, permitDigest(domain(), terms(), 0, 0, NO_END));
        bytes memory refusal = abi.encodeWithSelector(ISignable.WrongSignature.selector, alice);
        refuse(stranger, relayed(alice, signature), refusal);
        refusal = abi.encodeWithSelector(IPatients.NotActingFor.selector, bob, ALICE);
        refuse(stranger, relayed(bob, signature), refusal);
        // An account without code answers a call with nothing, which is no signature.
        refuse(stranger, relayed(address(0), signature), abi.encodeWithSelector(ISignable.WrongSignature.selector, 0));
    }

    /// @dev The registry calls itself for an act by signature; whatever is no act of a patient cannot be called so.
    function test_theRegistryLendsItsNameToNobody() external {
        AccessEntry[] memory entries = new AccessEntry[](1);
        entries[0] = entry();
        Signed memory signed = alone(stranger, NO_END, "");
        bytes[6] memory calls = [
            abi.encodeCall(registry.enroll, (stranger, Hold.SELF)),
            abi.encodeCall(registry.enrollSelf, (hospital)),
            abi.encodeCall(registry.logOwn, (entries[0])),
            abi.encodeCall(registry.recover, (ALICE)),
            abi.encodeCall(registry.setAuthority, (stranger)),
            abi.encodeCall(registry.actBySignature, (abi.encodeCall(registry.permit, (terms())), signed))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            bytes memory refusal = abi.encodeWithSelector(ISignable.NotSignable.selector, bytes4(calls[i]));
            refuse(stranger, abi.encodeCall(registry.actBySignature, (calls[i], signed)), refusal);
        }
    }

    function test_anEmergencyIsDeclaredLoggedAndReviewedByAnotherPerson() external {
        vm.prank(reviewer);
        registry.logOwn(entry(Access(reviewer, NOW, BTG, READ, BY_EMERGENCY, 1)));
        vm.prank(resident);
        registry.logOwn(entry(Access(resident, NOW, BTG, READ, BY_EMERGENCY, 1)));
        Review memory owed = Review(resident, NOW + 72 hours, Outcome.PENDING);
        vm.assertEq(abi.encode(registry.reviewOf(RECORD, 2)), abi.encode(owed));

        bytes memory call = abi.encodeCall(registry.review, (RECORD, 1, Outcome.JUSTIFIED, DIGEST));
        refuse(reviewer, call, abi.encodeWithSelector(IReviews.OwnAccess.selector, reviewer));
        call = abi.encodeCall(registry.review, (RECORD, 2, Outcome.JUSTIFIED, DIGEST));
        refuse(resident, call, abi.encodeWithSelector(IReviews.NotReviewer.selector, resident, hospital));

        vm.warp(NOW + 80 hours); // late, and it counts all the same
        vm.prank(reviewer);
        registry.review(RECORD, 2, Outcome.UNJUSTIFIED, DIGEST);
        vm.assertEq(uint256(registry.reviewOf(RECORD, 2).outcome), uint256(Outcome.UNJUSTIFIED));
    }

    function testFuzz_theAdministratorHasNoLeave(uint8 purpose, uint8 claim, uint32 detail) external view {
        assertBasis(Access(admin, NOW, purpose, READ, claim, detail), Basis.NONE);
    }

    function test_theAdministratorsAccessManagerPermitsNothing() external {
        bytes memory call = abi.encodeCall(registry.permit, (terms()));
        vm.prank(admin);
        (bool done, bytes memory answer) = address(manager).call(
            abi.encodeCall(manager.execute, (address(registry), call))
        );
        vm.assertFalse(done);
        vm.assertEq(answer, abi.encodeWithSelector(IPatients.NotActingFor.selector, address(manager), ALICE));
    }

    function test_theAdministratorReadsNothingThatCounts() external {
        Access memory stated = Access(admin, NOW, TREAT, READ, BY_PATIENT, 0);
        bytes memory refusal = abi.encodeWithSelector(IAccessLog.NotInDirectory.selector, admin);
        refuse(admin, abi.encodeCall(registry.logOwn, (entry(stated))), refusal);
    }

    function test_aConsentIsNotPlayedAgainAfterItWasTakenBack() external {
        bytes memory signature = signPermit(terms());
        refuseAfter(signature, abi.encodeCall(registry.revoke, (ALICE, RECORD, radiologist)));
    }

    function test_aConsentTakenBackWhileUnderWayIsNotPlayed() external {
        bytes memory signature = signPermit(terms());
        refuseAfter(signature, abi.encodeCall(registry.voidSignatures, (ALICE)));
    }

    function test_aConsentIsNotPlayedTwice() external {
        bytes memory signature = signPermit(terms());
        relayPermit(terms(), NO_END, signature);
        bytes memory refusal = abi.encodeWithSelector(ISignable.WrongSignature.selector, alice);
        refuse(stranger, relayed(alice, signature), refusal);
    }

    function test_aConsentOfAFormerControllerIsNotPlayed() external {
        bytes memory signature = signPermit(terms());
        handOver(ALICE, newAlice);
        bytes memory refusal = abi.encodeWithSelector(ISignable.WrongSignature.selector, alice);
        refuse(stranger, relayed(alice, signature), refusal);
    }

    function refuseAfter(bytes memory signature, bytes memory act) private {
        vm.prank(alice);
        (bool done, ) = address(registry).call(act);
        vm.assertTrue(done);
        bytes memory refusal = abi.encodeWithSelector(ISignable.WrongSignature.selector, alice);
        refuse(stranger, relayed(alice, signature), refusal);
        vm.assertTrue(registry.permitOf(ALICE, RECORD, radiologist).until <= NOW, "nothing in force");
    }

    function relayed(address signer, bytes memory signature) private view returns (bytes memory) {
        bytes memory act = abi.encodeCall(IConsents.permit, (terms()));
        return abi.encodeCall(registry.actBySignature, (act, alone(signer, NO_END, signature)));
    }
}
