// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IConsents, Target} from "./interfaces/IConsents.sol";
import {IPatients} from "./interfaces/IPatients.sol";
import {IProxies} from "./interfaces/IProxies.sol";
import {IRecoveries} from "./interfaces/IRecoveries.sol";
import {ISignable, Signed} from "./interfaces/ISignable.sol";

/// @title Signatures: who signed an act
///
/// @dev A contract of its own, since the registry would be too large with it. It holds nothing, and reads the registry that made it. EIP-712 domain: name
///      "Fiducial", version "1", the chain, and the registry.
contract Signatures {
    /// @dev The most members of a joint account.
    uint256 private constant MAX_SIGNERS = 8;

    /// @dev Keeps the hash of a list of members apart from every other hash.
    bytes32 private constant JOINT_ACCOUNT = keccak256("fiducial.joint-account");

    bytes32 private constant DOMAIN_TYPEHASH = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );

    address private immutable _registry = msg.sender;

    /// @notice The account whose signed act this is. `Signable.actBySignature` calls it with what it was called with.
    function actBySignature(bytes calldata act, Signed calldata signed) external view returns (address signer) {
        (bytes32 structHash, bool oneIsEnough) = _hashAct(act, signed.deadline);
        return _requireSigned(structHash, signed, oneIsEnough);
    }

    /// @notice The account of members who act together.
    /// @param members Two to `MAX_SIGNERS` accounts in ascending order.
    function jointAccount(address[] calldata members) public pure returns (address) {
        uint256 count = members.length;
        require(count > 1 && count <= MAX_SIGNERS, ISignable.WrongSigners(count, count));
        for (uint256 i = 1; i < count; ++i) {
            require(members[i - 1] < members[i], ISignable.WrongSigners(count, count));
        }
        return address(uint160(uint256(keccak256(abi.encode(JOINT_ACCOUNT, members)))));
    }

    /// @notice What signatures are bound to (ERC-5267).
    function eip712Domain()
        external
        view
        returns (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        )
    {
        return (0x0f, "Fiducial", "1", block.chainid, _registry, 0, new uint256[](0));
    }

    /// @dev The EIP-712 hash of an act. A call's arguments are encoded as EIP-712 encodes a struct's fields, one word each, so the hash is of the type,
    ///      the arguments as they are, the version where there is one, the epoch and the deadline.
    function _hashAct(bytes calldata act, uint40 deadline) private view returns (bytes32, bool oneIsEnough) {
        bytes4 selector = bytes4(act);
        bytes32 typehash = _typehashOf(selector);
        bool isSignable = typehash != 0 || selector == IConsents.revokeMany.selector;
        require(isSignable && act.length >= 36, ISignable.NotSignable(selector));
        bytes memory terms = act[4:];
        uint48 patient = abi.decode(terms, (uint48));
        uint256 epoch = IPatients(_registry).epochOf(patient);
        if (selector == IConsents.revokeMany.selector) return (_hashRevocations(terms, epoch, deadline), true);

        if (selector == IConsents.permit.selector || selector == IConsents.revoke.selector) {
            terms = bytes.concat(terms, abi.encode(_versionOf(terms)));
        }
        bytes32 hash = keccak256(abi.encodePacked(typehash, terms, epoch, uint256(deadline)));
        return (hash, selector == IConsents.revoke.selector || selector == IConsents.voidSignatures.selector);
    }

    function _versionOf(bytes memory terms) private view returns (uint32) {
        (uint48 patient, bytes32 scope, address grantee) = abi.decode(terms, (uint48, bytes32, address));
        return IConsents(_registry).permitOf(patient, scope, grantee).version;
    }

    function _hashRevocations(bytes memory terms, uint256 epoch, uint40 deadline) private view returns (bytes32) {
        (uint48 patient, Target[] memory targets) = abi.decode(terms, (uint48, Target[]));
        bytes32 typehash = keccak256("Target(bytes32 scope,address grantee,uint32 version)");
        bytes32[] memory hashes = new bytes32[](targets.length);
        for (uint256 i = 0; i < targets.length; ++i) {
            uint32 version = IConsents(_registry).permitOf(patient, targets[i].scope, targets[i].grantee).version;
            hashes[i] = keccak256(abi.encode(typehash, targets[i], version));
        }
        typehash = keccak256(
            "Revocations(uint48 patient,Target[] targets,uint32 epoch,uint40 deadline)Target(bytes32 scope,address grantee,uint32 version)"
        );
        return keccak256(abi.encode(typehash, patient, keccak256(abi.encodePacked(hashes)), epoch, deadline));
    }

    /// @dev The type of an act with one word for each argument; zero for what cannot be signed.
    function _typehashOf(bytes4 selector) private pure returns (bytes32) {
        if (selector == IConsents.permit.selector) {
            return
                keccak256(
                    "Permit(uint48 patient,bytes32 scope,address grantee,uint88 purposes,uint48 kinds,uint40 from,uint40 until,uint32 version,uint32 epoch,uint40 deadline)"
                );
        }
        if (selector == IConsents.revoke.selector) {
            return
                keccak256(
                    "Revocation(uint48 patient,bytes32 scope,address grantee,uint32 version,uint32 epoch,uint40 deadline)"
                );
        }
        if (selector == IConsents.voidSignatures.selector) {
            return keccak256("SignatureVoiding(uint48 patient,uint32 epoch,uint40 deadline)");
        }
        if (selector == IPatients.offerHandover.selector) {
            return keccak256("HandoverOffer(uint48 patient,address to,uint32 epoch,uint40 deadline)");
        }
        if (selector == IPatients.acceptHandover.selector) {
            return keccak256("HandoverAcceptance(uint48 patient,uint32 epoch,uint40 deadline)");
        }
        if (selector == IPatients.claim.selector) {
            return keccak256("Claim(uint48 patient,uint32 epoch,uint40 deadline)");
        }
        if (selector == IProxies.appoint.selector) {
            return
                keccak256(
                    "Appointment(uint48 patient,address proxy,uint8 powers,bool springing,uint40 from,uint40 until,uint32 epoch,uint40 deadline)"
                );
        }
        if (selector == IProxies.dismiss.selector) {
            return keccak256("Dismissal(uint48 patient,address proxy,uint32 epoch,uint40 deadline)");
        }
        if (selector == IProxies.endIncapacity.selector) {
            return keccak256("IncapacityEnd(uint48 patient,uint32 epoch,uint40 deadline)");
        }
        if (selector == IRecoveries.chooseRecovery.selector) {
            return
                keccak256("RecoveryChoice(uint48 patient,address account,uint32 delay,uint32 epoch,uint40 deadline)");
        }
        if (selector == IRecoveries.requestRecovery.selector) {
            return keccak256("RecoveryRequest(uint48 patient,address to,uint32 epoch,uint40 deadline)");
        }
        if (selector == IRecoveries.vetoRecovery.selector) {
            return keccak256("RecoveryVeto(uint48 patient,uint32 epoch,uint40 deadline)");
        }
        return 0;
    }

    /// @dev The account that signed; of a joint account every member has, or one where one is enough. Who has not leaves the signature empty.
    function _requireSigned(
        bytes32 structHash,
        Signed calldata signed,
        bool oneIsEnough
    ) private view returns (address) {
        require(block.timestamp <= signed.deadline, ISignable.SignatureExpired(signed.deadline, block.timestamp));
        (uint256 count, uint256 signatures) = (signed.signers.length, 0);
        require(count == signed.signatures.length, ISignable.WrongSigners(count, signed.signatures.length));

        bytes32 hash = MessageHashUtils.toTypedDataHash(_domainSeparator(), structHash);
        for (uint256 i = 0; i < count; ++i) {
            if (signed.signatures[i].length == 0 && oneIsEnough && count > 1) continue;
            require(
                _isSigned(hash, signed.signers[i], signed.signatures[i]),
                ISignable.WrongSignature(signed.signers[i])
            );
            ++signatures;
        }
        require(signatures > 0, ISignable.WrongSigners(count, 0));
        return count == 1 ? signed.signers[0] : jointAccount(signed.signers);
    }

    function _domainSeparator() private view returns (bytes32) {
        return keccak256(abi.encode(DOMAIN_TYPEHASH, keccak256("Fiducial"), keccak256("1"), block.chainid, _registry));
    }

    function _isSigned(bytes32 hash, address signer, bytes calldata signature) private view returns (bool) {
        // By key first: an account that delegates by EIP-7702 has code and a key, and both sign.
        (address recovered, ECDSA.RecoverError failure, ) = ECDSA.tryRecoverCalldata(hash, signature);
        return
            (failure == ECDSA.RecoverError.NoError && recovered == signer) ||
            (signer.code.length > 0 && SignatureChecker.isValidERC1271SignatureNowCalldata(signer, hash, signature));
    }
}
