// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {IConsents, Permit, Target, Terms} from "../../contracts/interfaces/IConsents.sol";
import {IPatients} from "../../contracts/interfaces/IPatients.sol";
import {IRecords} from "../../contracts/interfaces/IRecords.sol";
import {ISignable} from "../../contracts/interfaces/ISignable.sol";
import {afterRevocation} from "./PermitModel.sol";
import {Signing} from "./Signing.sol";

// revokeMany
// ├── when the caller does not act for the patient → it reverts with NotActingFor
// ├── when the list is empty or longer than 100 → it reverts with WrongLength
// └── otherwise → each permit becomes what `revoke`, one after the other, makes of it
//     ├── also one that is in the list twice
//     └── also by signature, which names the version of each
contract RevokeManyTest is Signing {
    bytes32 private constant LIST_TYPE = keccak256(
        "Revocations(uint48 patient,Target[] targets,uint32 epoch,uint40 deadline)Target(bytes32 scope,address grantee,uint32 version)"
    );
    bytes32 private constant TARGET_TYPE = keccak256("Target(bytes32 scope,address grantee,uint32 version)");

    function test_refusesWhoDoesNotActForThePatient() external {
        address[5] memory callers = [stranger, bob, hospital, admin, radiologist];
        for (uint256 i = 0; i < callers.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IPatients.NotActingFor.selector, callers[i], ALICE));
            vm.prank(callers[i]);
            registry.revokeMany(ALICE, list(1));
        }
    }

    function test_refusesNoneAndMoreThanAHundred() external {
        uint256[3] memory lengths = [uint256(0), 101, 1_000];
        for (uint256 i = 0; i < lengths.length; ++i) {
            bytes memory refusal = abi.encodeWithSelector(IRecords.WrongLength.selector, lengths[i], 100);
            vm.expectRevert(refusal);
            vm.prank(alice);
            registry.revokeMany(ALICE, list(lengths[i]));
            bytes memory signature = sign(ALICE_KEY, hashOf(list(lengths[i])));
            vm.expectRevert(refusal);
            relay(actOf(list(lengths[i])), alone(alice, NO_END, signature));
        }
    }

    function test_endsAHundred() external {
        Target[] memory targets = list(100);
        for (uint256 i = 0; i < targets.length; ++i) grant(targets[i]);
        vm.warp(NOW + 10);
        vm.prank(alice);
        registry.revokeMany(ALICE, targets);
        for (uint256 i = 0; i < targets.length; ++i) {
            Permit memory left = permitOf(targets[i]);
            vm.assertEq(left.until, NOW + 10);
            vm.assertEq(left.version, 2);
        }
    }

    function test_saysEachRevocation() external {
        Target[] memory targets = list(3);
        grant(targets[1]);
        for (uint256 i = 0; i < targets.length; ++i) {
            vm.expectEmit(address(registry));
            emit IConsents.Revoked(ALICE, targets[i].scope, targets[i].grantee, i == 1 ? 2 : 1, alice);
        }
        vm.prank(alice);
        registry.revokeMany(ALICE, targets);
    }

    function testFuzz_doesWhatSingleRevocationsDo(uint256 seed, bool bySignature) external {
        Target[] memory targets = list(1 + (seed % 8));
        // Some of them are there twice, some were granted, some hold only later.
        for (uint256 i = 1; i < targets.length; ++i) if (roll(seed, i) % 3 == 0) targets[i] = targets[i / 2];
        Permit[] memory model = new Permit[](targets.length);
        for (uint256 i = 0; i < targets.length; ++i) {
            uint256 die = roll(seed, 100 + i);
            if (die % 2 != 0) continue;
            Terms memory t = termsOf(targets[i]);
            t.from = NOW + uint40((die >> 8) % 30);
            permit(t);
        }
        for (uint256 i = 0; i < targets.length; ++i) model[i] = permitOf(targets[i]);
        vm.warp(NOW + 10);
        if (bySignature) {
            relay(actOf(targets), alone(alice, NO_END, sign(ALICE_KEY, hashOf(targets))));
        } else {
            vm.prank(alice);
            registry.revokeMany(ALICE, targets);
        }
        for (uint256 i = 0; i < targets.length; ++i) {
            for (uint256 j = 0; j < targets.length; ++j) {
                if (isSame(targets[i], targets[j])) model[i] = afterRevocation(model[i], NOW + 10);
            }
            vm.assertEq(abi.encode(permitOf(targets[i])), abi.encode(model[i]));
        }
    }

    /// @dev The version of each is signed: one of the list that was said anything of since voids the signature.
    function test_refusesASignatureWhereOneVersionIsNewer() external {
        Target[] memory targets = list(4);
        for (uint256 i = 0; i < targets.length; ++i) {
            uint256 before = vm.snapshotState();
            bytes memory signature = sign(ALICE_KEY, hashOf(targets));
            grant(targets[i]);
            refuse(targets, signature);
            vm.revertToStateAndDelete(before);
        }
    }

    function test_refusesAnotherListThanTheOneSigned() external {
        Target[] memory targets = list(3);
        bytes memory signature = sign(ALICE_KEY, hashOf(targets));
        refuse(list(2), signature);
        refuse(list(4), signature);
        (targets[0], targets[2]) = (targets[2], targets[0]);
        refuse(targets, signature);
        targets = list(3);
        targets[2] = targets[1];
        refuse(targets, signature);
    }

    function list(uint256 length) private pure returns (Target[] memory targets) {
        targets = new Target[](length);
        for (uint256 i = 0; i < length; ++i) {
            bytes32 scope = i % 4 == 0 ? ALL_RECORDS : keccak256(abi.encode("scope", i / 2));
            targets[i] = Target(scope, address(uint160(0x1000 + i)));
        }
    }

    function termsOf(Target memory target) private view returns (Terms memory t) {
        t = terms();
        (t.scope, t.grantee) = (target.scope, target.grantee);
    }

    function grant(Target memory target) private {
        permit(termsOf(target));
    }

    function permitOf(Target memory target) private view returns (Permit memory) {
        return registry.permitOf(ALICE, target.scope, target.grantee);
    }

    function isSame(Target memory one, Target memory other) private pure returns (bool) {
        return one.scope == other.scope && one.grantee == other.grantee;
    }

    function actOf(Target[] memory targets) private view returns (bytes memory) {
        return abi.encodeCall(registry.revokeMany, (ALICE, targets));
    }

    function hashOf(Target[] memory targets) private view returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](targets.length);
        for (uint256 i = 0; i < targets.length; ++i) {
            uint32 version = permitOf(targets[i]).version;
            hashes[i] = keccak256(abi.encode(TARGET_TYPE, targets[i].scope, targets[i].grantee, version));
        }
        bytes32 all = keccak256(abi.encodePacked(hashes));
        return digest(domain(), keccak256(abi.encode(LIST_TYPE, ALICE, all, registry.epochOf(ALICE), NO_END)));
    }

    function refuse(Target[] memory targets, bytes memory signature) private {
        vm.expectRevert(abi.encodeWithSelector(ISignable.WrongSignature.selector, alice));
        relay(actOf(targets), alone(alice, NO_END, signature));
    }
}
