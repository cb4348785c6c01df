// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {IConsents, Terms} from "../../contracts/interfaces/IConsents.sol";
import {Signed} from "../../contracts/interfaces/ISignable.sol";
import {World} from "./World.sol";

/// @notice What a wallet does with the typed data of permits and revocations, written down once more from the EIP, so that the contract is not compared
///         with itself.
abstract contract Signing is World {
    bytes32 private constant DOMAIN_TYPE = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );
    bytes32 private constant PERMIT_TYPE = keccak256(
        "Permit(uint48 patient,bytes32 scope,address grantee,uint88 purposes,uint48 kinds,uint40 from,uint40 until,uint32 version,uint32 epoch,uint40 deadline)"
    );
    bytes32 private constant REVOCATION_TYPE = keccak256(
        "Revocation(uint48 patient,bytes32 scope,address grantee,uint32 version,uint32 epoch,uint40 deadline)"
    );

    struct Domain {
        string name;
        string version;
        uint256 chainId;
        address verifyingContract;
    }

    function domain() internal view returns (Domain memory) {
        return Domain("Fiducial", "1", block.chainid, address(registry));
    }

    function permitDigest(
        Domain memory d,
        Terms memory t,
        uint32 version,
        uint32 epoch,
        uint40 deadline
    ) internal pure returns (bytes32) {
        bytes memory granted = abi.encode(t.patient, t.scope, t.grantee, t.purposes, t.kinds, t.from, t.until);
        return digest(d, keccak256(abi.encodePacked(PERMIT_TYPE, granted, abi.encode(version, epoch, deadline))));
    }

    function revocationDigest(
        Domain memory d,
        Terms memory t,
        uint32 version,
        uint32 epoch,
        uint40 deadline
    ) internal pure returns (bytes32) {
        return
            digest(d, keccak256(abi.encode(REVOCATION_TYPE, t.patient, t.scope, t.grantee, version, epoch, deadline)));
    }

    /// @notice Alice's signature over the terms as things stand, without a deadline.
    function signPermit(Terms memory t) internal view returns (bytes memory) {
        return sign(ALICE_KEY, permitDigest(domain(), t, versionOf(t), registry.patientOf(t.patient).epoch, NO_END));
    }

    function signRevocation(Terms memory t) internal view returns (bytes memory) {
        uint32 epoch = registry.patientOf(t.patient).epoch;
        return sign(ALICE_KEY, revocationDigest(domain(), t, versionOf(t), epoch, NO_END));
    }

    function sign(uint256 key, bytes32 hash) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, hash);
        return abi.encodePacked(r, s, v);
    }

    function versionOf(Terms memory t) internal view returns (uint32) {
        return registry.permitOf(t.patient, t.scope, t.grantee).version;
    }

    /// @notice Signed by one account.
    function alone(
        address signer,
        uint40 deadline,
        bytes memory signature
    ) internal pure returns (Signed memory signed) {
        (signed.signers, signed.signatures) = (new address[](1), new bytes[](1));
        (signed.signers[0], signed.signatures[0], signed.deadline) = (signer, signature, deadline);
    }

    function relay(bytes memory act, Signed memory signed) internal {
        vm.prank(stranger);
        registry.actBySignature(act, signed);
    }

    /// @notice Sends what Alice signed, as somebody who carries signatures for others.
    function relayPermit(Terms memory t, uint40 deadline, bytes memory signature) internal {
        relay(permitAct(t), alone(alice, deadline, signature));
    }

    function relayRevocation(Terms memory t, uint40 deadline, bytes memory signature) internal {
        relay(revocationAct(t), alone(alice, deadline, signature));
    }

    function permitAct(Terms memory t) internal pure returns (bytes memory) {
        return abi.encodeCall(IConsents.permit, (t));
    }

    function revocationAct(Terms memory t) internal pure returns (bytes memory) {
        return abi.encodeCall(IConsents.revoke, (t.patient, t.scope, t.grantee));
    }

    function digest(Domain memory d, bytes32 structHash) internal pure returns (bytes32) {
        bytes32 separator = keccak256(
            abi.encode(
                DOMAIN_TYPE,
                keccak256(bytes(d.name)),
                keccak256(bytes(d.version)),
                d.chainId,
                d.verifyingContract
            )
        );
        return keccak256(abi.encodePacked(hex"1901", separator, structHash));
    }
}
