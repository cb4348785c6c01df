// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Signatures} from "../../contracts/Signatures.sol";
import {ISignable, Signed} from "../../contracts/interfaces/ISignable.sol";
import {SignaturesMatrix} from "./SignaturesMatrix.sol";

/// @notice The table of signed acts, where the account that may do them all is a joint account.
abstract contract JointWorld is SignaturesMatrix {
    /// @dev Of the members, in their order.
    uint256[] internal keys;
    address[] internal members;

    function setUp() public virtual override {
        super.setUp();
        gather(3);
    }

    /// @dev The members in ascending order, with their keys, and a patient whom they control together.
    function gather(uint256 count) internal {
        gather(count, 0);
    }

    function gather(uint256 count, uint256 seed) internal {
        gatherWithoutPatient(count, seed);
        if (count >= 2 && count <= 8) become(verifier().jointAccount(members));
    }

    function gatherWithoutPatient(uint256 count) internal {
        gatherWithoutPatient(count, 0);
    }

    function gatherWithoutPatient(uint256 count, uint256 seed) internal {
        (members, keys) = (new address[](0), new uint256[](0));
        for (uint256 i = 0; i < count; ++i) {
            uint256 key = within(roll(seed, i), 1, type(uint128).max);
            add(vm.addr(key), key);
        }
    }

    function add(address member, uint256 key) internal {
        members.push(member);
        keys.push(key);
        for (uint256 i = members.length - 1; i > 0 && members[i - 1] > members[i]; --i) {
            (members[i - 1], members[i]) = (members[i], members[i - 1]);
            (keys[i - 1], keys[i]) = (keys[i], keys[i - 1]);
        }
    }

    function byAll(Row memory r) internal view returns (Signed memory signed) {
        bytes32 hash = hashOf(r, stamp());
        (signed.signers, signed.signatures) = (members, new bytes[](members.length));
        for (uint256 i = 0; i < members.length; ++i) signed.signatures[i] = sign(keys[i], hash);
        signed.deadline = NO_END;
    }

    function isOneEnough(uint256 i) internal pure returns (bool) {
        return i == REVOKE || i == REVOKE_MANY || i == VOID;
    }

    function verifier() internal view returns (Signatures) {
        return Signatures(registry.signatures());
    }

    function wrongSigners(uint256 signers, uint256 signatures) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ISignable.WrongSigners.selector, signers, signatures);
    }
}
