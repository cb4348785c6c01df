// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Terms} from "../../contracts/interfaces/IConsents.sol";
import {ISignable} from "../../contracts/interfaces/ISignable.sol";
import {Signing} from "./Signing.sol";

// A permit that the controller signed, whatever its terms
// ├── is taken once, until its deadline
// └── is refused
//     ├── when any bit of the signature differs
//     ├── when it was made for another chain or contract
//     └── when the patient voided signatures, or revoked it, since
contract SignatureBindingTest is Signing {
    function testFuzz_isTakenOnceAndUntilItsDeadline(Terms memory t, uint40 deadline, uint256 wait) external {
        t = permissible(t);
        deadline = uint40(within(deadline, NOW, NOW + 100));
        bytes memory signature = sign(ALICE_KEY, permitDigest(domain(), t, 0, 0, deadline));
        uint40 time = uint40(within(wait, NOW, NOW + 200));
        vm.warp(time);
        if (time > deadline) {
            vm.expectRevert(abi.encodeWithSelector(ISignable.SignatureExpired.selector, deadline, time));
            relayPermit(t, deadline, signature);
        } else {
            relayPermit(t, deadline, signature);
            refuse(t, deadline, signature);
        }
    }

    /// deep-config: fuzz.runs = 100000
    function testFuzz_refusesAnotherBitOfTheSignature(Terms memory t, uint256 bit) external {
        t = permissible(t);
        bytes memory signature = signPermit(t);
        bit = bit % 520;
        signature[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        refuse(t, NO_END, signature);
        signature[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        relayPermit(t, NO_END, signature);
    }

    function testFuzz_refusesAnotherChainOrContract(Terms memory t, uint64 chain, address verifying) external {
        t = permissible(t);
        Domain memory other = domain();
        (other.chainId, other.verifyingContract) = (chain, verifying);
        if (chain == block.chainid && verifying == address(registry)) return;
        refuse(t, NO_END, sign(ALICE_KEY, permitDigest(other, t, 0, 0, NO_END)));
        (other.chainId, other.verifyingContract) = (block.chainid, verifying);
        if (verifying != address(registry)) refuse(t, NO_END, sign(ALICE_KEY, permitDigest(other, t, 0, 0, NO_END)));
        other.verifyingContract = address(registry);
        relayPermit(t, NO_END, sign(ALICE_KEY, permitDigest(other, t, 0, 0, NO_END)));
    }

    /// deep-config: fuzz.runs = 100000
    function testFuzz_refusesWhatWasSignedBeforeTheLastWord(Terms memory t, uint8 word) external {
        t = permissible(t);
        bytes memory signature = signPermit(t);
        vm.startPrank(alice);
        if (word % 4 == 0) registry.voidSignatures(ALICE);
        if (word % 4 == 1) registry.revoke(ALICE, t.scope, t.grantee);
        if (word % 4 == 2) registry.permit(t);
        if (word % 4 == 3) registry.offerHandover(ALICE, alice);
        vm.stopPrank();
        refuse(t, NO_END, signature);
        relayPermit(t, NO_END, signPermit(t));
    }

    /// @dev The terms, made such that Alice may permit them.
    function permissible(Terms memory t) private pure returns (Terms memory) {
        t.patient = ALICE;
        if (t.purposes == 0) t.purposes = 1;
        if (t.kinds == 0) t.kinds = 1;
        if (t.grantee == address(0)) t.grantee = address(1);
        t.until = uint40(within(t.until, NOW + 300, NO_END));
        t.from = uint40(within(t.from, 0, t.until - 1));
        return t;
    }

    function refuse(Terms memory t, uint40 deadline, bytes memory signature) private {
        vm.expectRevert(abi.encodeWithSelector(ISignable.WrongSignature.selector, alice));
        relayPermit(t, deadline, signature);
    }
}
