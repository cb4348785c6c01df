// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {ISignable} from "../../contracts/interfaces/ISignable.sol";
import {IConsents, Permit, Terms} from "../../contracts/interfaces/IConsents.sol";
import {IPatients} from "../../contracts/interfaces/IPatients.sol";
import {Signing} from "./Signing.sol";

// actBySignature with revoke
// ├── when the controller signed it → the permit ends now, whoever sends it
// ├── when the deadline is over → it reverts with SignatureExpired
// └── it reverts with WrongSignature
//     ├── when it was used, or the patient granted, voided or handed over since
//     ├── when a field differs from what was signed, or it was made for another domain
//     └── when another key signed, or it is a permit's signature
contract RevokeBySignatureTest is Signing {
    function setUp() public override {
        super.setUp();
        permit(terms());
        vm.warp(NOW + 10);
    }

    function test_endsWhatTheControllerSigned() external {
        bytes memory signature = signRevocation(terms());
        vm.expectEmit(address(registry));
        emit IConsents.Revoked(ALICE, RECORD, radiologist, 2, alice);
        relayRevocation(terms(), NO_END, signature);
        Permit memory left = registry.permitOf(ALICE, RECORD, radiologist);
        vm.assertEq(abi.encode(left), abi.encode(Permit(NOW, NOW + 10, 2, false, terms().purposes, terms().kinds)));
    }

    function test_takesNoteWhereNothingWasEverGranted() external {
        Terms memory t = terms();
        t.grantee = hospital;
        relayRevocation(t, NO_END, signRevocation(t));
        Permit memory left = registry.permitOf(ALICE, RECORD, hospital);
        vm.assertEq(abi.encode(left), abi.encode(Permit(NOW + 10, NOW + 10, 1, false, 0, 0)));
    }

    function test_isTakenUntilItsDeadline() external {
        uint40 deadline = NOW + 20;
        bytes memory signature = sign(ALICE_KEY, revocationDigest(domain(), terms(), 1, 0, deadline));
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(ISignable.SignatureExpired.selector, deadline, deadline + 1));
        relayRevocation(terms(), deadline, signature);
        vm.warp(deadline);
        relayRevocation(terms(), deadline, signature);
    }

    function test_refusesASignatureTwice() external {
        bytes memory signature = signRevocation(terms());
        relayRevocation(terms(), NO_END, signature);
        refuse(terms(), signature);
    }

    function test_refusesASignatureAfterAnotherPermit() external {
        bytes memory signature = signRevocation(terms());
        permit(terms());
        refuse(terms(), signature);
    }

    function test_refusesASignatureVoidedSince() external {
        bytes memory signature = signRevocation(terms());
        vm.prank(alice);
        registry.voidSignatures(ALICE);
        refuse(terms(), signature);
    }

    function test_refusesTheFormerControllersSignature() external {
        vm.prank(alice);
        registry.offerHandover(ALICE, bob);
        vm.prank(bob);
        registry.acceptHandover(ALICE);
        bytes memory signature = signRevocation(terms());
        vm.expectRevert(abi.encodeWithSelector(IPatients.NotActingFor.selector, alice, ALICE));
        relayRevocation(terms(), NO_END, signature);
    }

    function test_refusesAPermitsSignature() external {
        refuse(terms(), signPermit(terms()));
    }

    function test_refusesAnotherDomain() external {
        Domain[4] memory others = [domain(), domain(), domain(), domain()];
        others[0].chainId += 1;
        others[1].verifyingContract = address(manager);
        others[2].name = "";
        others[3].version = "";
        for (uint256 i = 0; i < others.length; ++i) {
            refuse(terms(), sign(ALICE_KEY, revocationDigest(others[i], terms(), 1, 0, NO_END)));
        }
    }

    function testFuzz_refusesAnyFieldThatWasNotSigned(uint256 field, uint256 bit) external {
        bytes memory signature = signRevocation(terms());
        Terms memory t = terms();
        field = field % 3;
        if (field == 0) t.patient ^= uint48(1 << (bit % 48));
        if (field == 1) t.scope ^= bytes32(1 << (bit % 256));
        if (field == 2) t.grantee = address(uint160(t.grantee) ^ uint160(1 << (bit % 160)));
        refuse(t, signature);
    }

    function testFuzz_refusesAVersionEpochOrDeadlineThatWasNotSigned(
        uint32 version,
        uint32 epoch,
        uint40 end
    ) external {
        if (version == 1 && epoch == 0 && end == NO_END) return;
        refuse(terms(), sign(ALICE_KEY, revocationDigest(domain(), terms(), version, epoch, end)));
    }

    function testFuzz_refusesAnotherKey(uint256 key) external {
        key = within(key, 1, type(uint128).max);
        vm.assume(key != ALICE_KEY);
        refuse(terms(), sign(key, revocationDigest(domain(), terms(), 1, 0, NO_END)));
    }

    function refuse(Terms memory t, bytes memory signature) private {
        vm.expectRevert(abi.encodeWithSelector(ISignable.WrongSignature.selector, alice));
        relayRevocation(t, NO_END, signature);
    }
}
