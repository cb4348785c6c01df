// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {ISignable} from "../../contracts/interfaces/ISignable.sol";
import {Hold, IPatients} from "../../contracts/interfaces/IPatients.sol";
import {FiducialRegistry} from "../../contracts/FiducialRegistry.sol";
import {IConsents, Permit, Terms} from "../../contracts/interfaces/IConsents.sol";
import {Signing} from "./Signing.sol";

// actBySignature with permit
// ├── when the controller signed the terms → the permit is the controller's, whoever sends it
// ├── when the deadline is over → it reverts with SignatureExpired
// ├── when the terms are none that `permit` takes → it reverts alike
// └── it reverts with WrongSignature
//     ├── when it was used, or the patient revoked, voided or handed over since
//     ├── when it was made for another chain, contract, name, version of the domain or patient
//     ├── when a field differs from what was signed
//     ├── when another key signed, or it is a revocation's signature
//     └── when its s is high, its v is none, or its length is not 65
contract PermitBySignatureTest is Signing {
    uint256 private constant ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    function testFuzz_grantsWhatTheControllerSigned(Terms memory t, uint40 deadline) external {
        t.patient = ALICE;
        vm.assume(t.purposes != 0 && t.kinds != 0 && t.grantee != address(0));
        t.from = uint40(within(t.from, NOW, NO_END - 1));
        t.until = uint40(within(t.until, t.from + 1, NO_END));
        deadline = uint40(within(deadline, NOW, NO_END));
        bytes memory signature = sign(ALICE_KEY, permitDigest(domain(), t, 0, 0, deadline));
        vm.expectEmit(address(registry));
        emit IConsents.Permitted(ALICE, t.scope, t.grantee, t.purposes, t.kinds, t.from, t.until, 1, alice);
        relayPermit(t, deadline, signature);
        Permit memory kept = registry.permitOf(ALICE, t.scope, t.grantee);
        vm.assertEq(abi.encode(kept), abi.encode(Permit(t.from, t.until, 1, false, t.purposes, t.kinds)));
    }

    function test_takesTheNextSignatureAtTheNextVersionAndEpoch() external {
        relayPermit(terms(), NO_END, signPermit(terms()));
        relayPermit(terms(), NO_END, signPermit(terms()));
        vm.prank(alice);
        registry.voidSignatures(ALICE);
        relayPermit(terms(), NO_END, signPermit(terms()));
        vm.assertEq(versionOf(terms()), 3);
    }

    function test_isTakenUntilItsDeadline() external {
        uint40 deadline = NOW + 10;
        bytes memory signature = sign(ALICE_KEY, permitDigest(domain(), terms(), 0, 0, deadline));
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(ISignable.SignatureExpired.selector, deadline, deadline + 1));
        relayPermit(terms(), deadline, signature);
        vm.warp(deadline);
        relayPermit(terms(), deadline, signature);
    }

    function test_isTakenBeforeItsDeadline() external {
        bytes memory signature = sign(ALICE_KEY, permitDigest(domain(), terms(), 0, 0, NOW + 1));
        relayPermit(terms(), NOW + 1, signature);
    }

    function test_refusesSignedTermsThatPermitNothing() external {
        Terms memory t = terms();
        t.kinds = 0;
        bytes memory signature = signPermit(t);
        vm.expectRevert(abi.encodeWithSelector(IConsents.PermitsNothing.selector, t.purposes, 0));
        relayPermit(t, NO_END, signature);
    }

    function test_refusesASignedWindowThatIsOver() external {
        Terms memory t = terms();
        t.until = NOW + 5;
        bytes memory signature = signPermit(t);
        vm.warp(NOW + 5);
        vm.expectRevert(abi.encodeWithSelector(IConsents.PermitOver.selector, NOW + 5, NOW + 5));
        relayPermit(t, NO_END, signature);
    }

    function test_refusesASignatureTwice() external {
        bytes memory signature = signPermit(terms());
        relayPermit(terms(), NO_END, signature);
        refuse(terms(), signature);
    }

    function test_refusesASignatureAfterARevocation() external {
        bytes memory signature = signPermit(terms());
        revoke(terms());
        refuse(terms(), signature);
    }

    function test_refusesAUsedSignatureAfterARevocation() external {
        bytes memory signature = signPermit(terms());
        relayPermit(terms(), NO_END, signature);
        revoke(terms());
        refuse(terms(), signature);
    }

    function test_refusesASignatureVoidedSince() external {
        bytes memory signature = signPermit(terms());
        vm.prank(alice);
        registry.voidSignatures(ALICE);
        refuse(terms(), signature);
    }

    function test_refusesTheFormerControllersSignature() external {
        bytes memory signature = signPermit(terms());
        vm.prank(alice);
        registry.offerHandover(ALICE, bob);
        vm.prank(bob);
        registry.acceptHandover(ALICE);
        refuse(terms(), signature);
        signature = signPermit(terms());
        vm.expectRevert(abi.encodeWithSelector(IPatients.NotActingFor.selector, alice, ALICE));
        relayPermit(terms(), NO_END, signature);
        signature = sign(BOB_KEY, permitDigest(domain(), terms(), 0, 2, NO_END));
        relay(permitAct(terms()), alone(bob, NO_END, signature));
    }

    function test_refusesASignatureAfterAHandoverThereAndBack() external {
        bytes memory signature = signPermit(terms());
        vm.prank(alice);
        registry.offerHandover(ALICE, alice);
        vm.prank(alice);
        registry.acceptHandover(ALICE);
        refuse(terms(), signature);
    }

    function test_refusesASignatureForAnotherChain() external {
        bytes memory signature = signPermit(terms());
        vm.chainId(block.chainid + 1);
        refuse(terms(), signature);
        relayPermit(terms(), NO_END, signPermit(terms()));
    }

    function test_refusesASignatureForAnotherDomain() external {
        Domain[4] memory others = [domain(), domain(), domain(), domain()];
        others[0].chainId += 1;
        others[1].verifyingContract = address(new FiducialRegistry(address(manager)));
        others[2].name = "fiducial";
        others[3].version = "2";
        for (uint256 i = 0; i < others.length; ++i) {
            refuse(terms(), sign(ALICE_KEY, permitDigest(others[i], terms(), 0, 0, NO_END)));
        }
    }

    /// deep-config: fuzz.runs = 100000
    function testFuzz_refusesAnyFieldThatWasNotSigned(uint256 field, uint256 bit) external {
        bytes memory signature = signPermit(terms());
        Terms memory t = terms();
        field = field % 7;
        if (field == 0) t.patient ^= uint48(1 << (bit % 48));
        if (field == 1) t.scope ^= bytes32(1 << (bit % 256));
        if (field == 2) t.grantee = address(uint160(t.grantee) ^ uint160(1 << (bit % 160)));
        if (field == 3) t.purposes ^= uint88(1 << (bit % 88));
        if (field == 4) t.kinds ^= uint48(1 << (bit % 48));
        if (field == 5) t.from ^= uint40(1 << (bit % 40));
        if (field == 6) t.until ^= uint40(1 << (bit % 40));
        refuse(t, signature);
    }

    function testFuzz_refusesAVersionEpochOrDeadlineThatWasNotSigned(
        uint32 version,
        uint32 epoch,
        uint40 end
    ) external {
        bytes memory signature = sign(ALICE_KEY, permitDigest(domain(), terms(), version, epoch, end));
        if (version == 0 && epoch == 0 && end == NO_END) return;
        refuse(terms(), signature);
    }

    function test_refusesAnotherPatientOfTheSameController() external {
        vm.prank(hospital);
        uint48 again = registry.enroll(alice, Hold.SELF);
        bytes memory signature = signPermit(terms());
        Terms memory t = terms();
        t.patient = again;
        refuse(t, signature);
    }

    function test_refusesAPatientNotGivenOut() external {
        Terms memory t = terms();
        t.patient = 9;
        bytes memory signature = signPermit(t);
        vm.expectRevert(abi.encodeWithSelector(IPatients.NotActingFor.selector, alice, 9));
        relayPermit(t, NO_END, signature);
        refuse(t, new bytes(65));
        refuse(t, "");
    }

    function testFuzz_refusesAnotherKey(uint256 key) external {
        key = within(key, 1, ORDER - 1);
        vm.assume(key != ALICE_KEY);
        refuse(terms(), sign(key, permitDigest(domain(), terms(), 0, 0, NO_END)));
    }

    function test_refusesARevocationsSignature() external {
        refuse(terms(), signRevocation(terms()));
    }

    function test_refusesAHighS() external {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(ALICE_KEY, permitDigest(domain(), terms(), 0, 0, NO_END));
        refuse(terms(), abi.encodePacked(r, bytes32(ORDER - uint256(s)), v == 27 ? uint8(28) : uint8(27)));
    }

    function test_refusesACompactSignature() external {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(ALICE_KEY, permitDigest(domain(), terms(), 0, 0, NO_END));
        refuse(terms(), abi.encodePacked(r, bytes32(uint256(s) | (uint256(v - 27) << 255))));
    }

    function testFuzz_refusesAnotherV(uint8 v) external {
        bytes memory signature = signPermit(terms());
        if (uint8(signature[64]) == v) return;
        signature[64] = bytes1(v);
        refuse(terms(), signature);
    }

    function testFuzz_refusesAnotherLength(uint256 length) external {
        bytes memory signature = signPermit(terms());
        length = length % 200;
        bytes memory cut = new bytes(length);
        for (uint256 i = 0; i < length && i < 65; ++i) cut[i] = signature[i];
        if (length != 65) refuse(terms(), cut);
    }

    function test_refusesNothingAndAHugeSignature() external {
        refuse(terms(), "");
        refuse(terms(), new bytes(100_000));
    }

    function refuse(Terms memory t, bytes memory signature) private {
        vm.expectRevert(abi.encodeWithSelector(ISignable.WrongSignature.selector, alice));
        relayPermit(t, NO_END, signature);
    }
}
